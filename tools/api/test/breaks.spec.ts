import { expect, test } from '@jest/globals';
import { breaksBetween } from '../breaks.mjs';
import { namedByChangelog } from '../changelog.mjs';
import { writtenSince } from '../since.mjs';
import { surfaceOf, writtenSurface } from '../surface.mjs';

const text = { type: 'string', description: 'A text.' };
const song = {
  type: 'object',
  properties: { id: { type: 'integer' }, title: text, genre: { type: 'string', enum: ['jazz', 'folk'] } },
  required: ['id', 'title'],
};

interface Changes {
  parameters?: object[];
  security?: object[];
  body?: object;
  song?: object;
  method?: string;
}

/** The API of one call, with these changes. */
const api = ({ parameters, security = [{}], body, song: returned = song, method = 'post' }: Changes = {}) =>
  surfaceOf(
    {
      paths: {
        '/songs': {
          [method]: {
            operationId: 'createSong',
            security,
            parameters: parameters ?? [
              { name: 'limit', in: 'query', required: false, schema: { type: 'integer', maximum: 100 } },
            ],
            requestBody: { content: { 'application/json': { schema: body ?? song } } },
            responses: { 201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Song' } } } }, 404: {} },
          },
        },
      },
      components: { schemas: { Song: returned } },
    },
    '1.0.0',
  );

const limit = (schema: object, required = false) => [{ name: 'limit', in: 'query', required, schema }];
const songWith = (fields: object, required = song.required) => ({
  ...song,
  properties: { ...song.properties, ...fields },
  required,
});

test.each<[string, Changes, string[]]>([
  ['nothing', {}, []],
  ['another text', { body: songWith({ title: { type: 'string', description: 'The title.' } }) }, []],
  ['a further field', { song: songWith({ album: text }) }, []],
  ['a further value of a response', { song: songWith({ genre: { type: 'string', enum: ['jazz', 'folk', 'rock'] } }) }, []],
  ['a wider bound', { parameters: limit({ type: 'integer', maximum: 500 }) }, []],
  ['another method', { method: 'put' }, ['is PUT /songs, and was POST /songs']],
  ['a token', { security: [{ bearer: [] }] }, ['requires a token']],
  ['a parameter less', { parameters: [] }, ['the parameter limit is gone']],
  ['a required parameter', { parameters: limit({ type: 'integer' }, true) }, ['the parameter limit is required']],
  [
    'a smaller bound',
    { parameters: limit({ type: 'integer', maximum: 50 }) },
    ['maximum of the parameter limit is 50, and was 100'],
  ],
  ['a required field', { body: songWith({}, ['id', 'title', 'genre']) }, ['the body.genre is required']],
  ['a value less', { body: songWith({ genre: { type: 'string', enum: ['jazz'] } }) }, ['the body.genre is no longer "folk"']],
  ['another type', { body: songWith({ title: { type: 'integer' } }) }, ['the body.title is no longer string']],
  ['a returned null', { song: songWith({ title: { type: ['string', 'null'] } }) }, ['201.title may be null']],
  ['a field that may be absent', { song: songWith({}, ['id']) }, ['201.title may be absent']],
  [
    'a field less',
    { song: { ...song, properties: { id: { type: 'integer' } }, required: ['id'] } },
    ['201.title is gone', '201.genre is gone'],
  ],
])('%s in an API is a break or none', (_name, changes, expected) => {
  expect(breaksBetween(api(), api(changes)).map((each) => each.text)).toEqual(expected);
});

test('an operation less is a break', () => {
  expect(breaksBetween(api(), { ...api(), operations: {} })).toEqual([
    { operation: 'createSong', text: 'the operation is gone' },
  ]);
});

test('what is kept of a release is read back as it was', () => {
  expect(JSON.parse(writtenSurface(api()))).toEqual(JSON.parse(JSON.stringify(api())));
});

test('the changelog names breaks under Breaking of the unreleased version only', () => {
  const text =
    '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- `a`\n\n### Breaking\n\n- `b` and `c` are gone.\n\n## [1.0.0]\n\n### Breaking\n\n- `d`\n';
  expect([...namedByChangelog(text)]).toEqual(['b', 'c']);
});

test('an operation keeps the version that added it', () => {
  const written = writtenSince({ old: '0.1.0', gone: '0.1.0' }, '0.2.0', ['old', 'later']);
  expect(written).toContain("'0.1.0': `\n    old\n  `");
  expect(written).toContain("'0.2.0': `\n    later\n  `");
});
