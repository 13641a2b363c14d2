import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { LEVELS } from './asvs-numbers.js';
import { holdsTests, type NamedTest, rowsOf, titlesOf } from './asvs.js';

const ROOT = join(import.meta.dirname, '../../..');
const STATES = ['met', 'partly', 'not met', 'n/a'];
const LEAST_TESTS = 120;
/** So many characters say something. */
const LEAST_REASON = 6;
const TRIED = /(^|[.)] )Tried: \S/;

const page = readFileSync(join(ROOT, 'docs/asvs.md'), 'utf8');
const rows = rowsOf(page);
const nameOf = ({ file, title }: NamedTest) => `${file} › ${title}`;
const named = [...new Map(rows.flatMap(({ tests }) => tests).map((each) => [nameOf(each), each])).values()];

describe('the reader of docs/asvs.md', () => {
  test('a row has its reason and its tests', () => {
    const proof = 'Partly so.<br>`a.spec.ts` › "one | two"<br>`b.spec.ts` › "%s is fine"';
    expect(rowsOf(`| no. |\n|---|\n| 1.2.10 | 1 | a thing | met | ${proof} |\n`)).toEqual([
      {
        number: '1.2.10',
        level: '1',
        about: 'a thing',
        state: 'met',
        reason: 'Partly so.',
        tests: [
          { file: 'a.spec.ts', title: 'one | two' },
          { file: 'b.spec.ts', title: '%s is fine' },
        ],
      },
    ]);
    expect(rowsOf('| 1.1.1 | 2 | a thing | met |  |')).toMatchObject([{ reason: '', tests: [] }]);
  });

  test('titles are those of tests, tables of cases, steps and rules, and no other text', () => {
    const source = `
      test('a plain one', () => expect('no title', 1));
      test("it's quoted", async () => {});
      it('is also \\'quoted\\'', () => {});
      test.each([[1, 'x']])('%s is a case', (x) => f(x));
      test.each<[string, number]>([
        ['a value', 2],
      ])(
        'broken over lines',
        () => {},
      );
      step(\`\${id} is a step\`, async () => {});
      const rule = { name: 'a rule', findings: [] };`;
    expect([...titlesOf(source)].sort()).toEqual(
      ['a plain one', "it's quoted", "is also 'quoted'", '%s is a case', 'broken over lines', '${id} is a step', 'a rule'].sort(),
    );
  });
});

describe('docs/asvs.md', () => {
  test('has a row for each requirement of levels 1 and 2, in their order and with their level', () => {
    expect(LEVELS.size).toBe(253);
    const order = (number: string) => number.split('.').reduce((sum, part) => sum * 100 + Number(part), 0);
    const published = [...LEVELS].sort(([a], [b]) => order(a) - order(b));
    expect(rows.map(({ number, level }) => [number, level])).toEqual(published);
  });

  test('each row has words of its own, a known state, and a test or a reason', () => {
    const faulty = rows.filter(({ about, state, reason, tests }) => {
      const needsReason = tests.length === 0 || state !== 'met';
      return about === '' || !STATES.includes(state) || (needsReason && reason.length < LEAST_REASON);
    });
    expect(faulty).toEqual([]);
  });

  test('a row that is met names a test, or a sentence about what was tried', () => {
    const faulty = rows.filter(({ state, reason, tests }) => state === 'met' && tests.length === 0 && !TRIED.test(reason));
    expect(faulty.map(({ number }) => number)).toEqual([]);
  });

  test('what it says about the number of rows in each state is so', () => {
    for (const state of STATES) {
      const counts = ['1', '2'].map((level) => rows.filter((row) => row.state === state && row.level === level).length);
      expect(page).toContain(`| ${state} | ${counts.join(' | ')} | ${counts[0]! + counts[1]!} |`);
    }
  });

  test('each named test exists', () => {
    const files = new Map<string, ReadonlySet<string>>();
    const titlesIn = (file: string) => {
      const path = join(ROOT, file);
      const known = files.get(file) ?? titlesOf(holdsTests(file) && existsSync(path) ? readFileSync(path, 'utf8') : '');
      files.set(file, known);
      return known;
    };
    expect(named.filter(({ file, title }) => !titlesIn(file).has(title)).map(nameOf)).toEqual([]);
  });

  test(`names ${LEAST_TESTS} different tests at least`, () => {
    expect(named.length).toBeGreaterThanOrEqual(LEAST_TESTS);
  });
});
