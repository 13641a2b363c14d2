import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { command } from '../../../libs/servers/src/command.js';
import { ROOT } from '../../stack/workspace/paths.mjs';

/** The rules of this repository, by the linter itself: each file with the problems that it has. */
const CLOCK = expect.stringMatching(/^A wall clock may jump/);
const WEAK = 'MD5 and SHA-1 have collisions: use sha256.';
const GUESSED = 'Math.random can be guessed: use node:crypto, or crypto.getRandomValues in a browser.';
const CIPHER = 'A cipher is aes-256-gcm or aes-128-gcm, which detect changes.';
const ELSEWHERE = 'SQL stands in repositories.';
const WITHOUT_REASON = 'A comment gives the reason of raw SQL (decision 21).';
const DRAWN = 'A test draws from Random of @veza/testing, whose seed its run prints.';
const TAG = '// Weak primitive: a tag that nothing depends on.\n';
const ciphers = (name: string) => `createCipheriv('${name}', key, iv); createDecipheriv('${name}', key, iv);`;

type File = [file: string, code: string, problems: unknown[]];

const CLOCKS: File[] = [
  ['age.js', 'const age = Date.now() - startedAt;', [CLOCK]],
  ['clock.js', 'const clock = Date.now;', [CLOCK]],
  ['now.js', 'const now = new Date();', [CLOCK]],
  ['monotonic.js', 'const age = performance.now() - startedAt; const day = new Date(stored);', []],
  ['frame.js', '// Wall clock: a frame bears a date.\nconst at = Date.now();', []],
  ['frame-without.js', '// Wall clock: yes.\nconst at = Date.now();', [CLOCK]],
];

const HASHES: File[] = [
  ['digest.js', `createHash('md5').update(text);`, [WEAK]],
  ['hash.js', `hash('SHA1', text);`, [WEAK]],
  ['hmac.js', `createHmac('sha-1', key);`, [WEAK]],
  ['random.js', 'const token = Math.random();', [GUESSED]],
  ['draw.js', 'const draw = Math.random;', [GUESSED]],
  ['strong.js', `hash('sha256', 'md5'); createHmac('sha512', key); randomBytes(32);`, []],
  ['tag.js', `${TAG}createHash('sha1').update(text);`, []],
];

const CIPHERS: File[] = [
  ['cbc.js', ciphers('aes-256-cbc'), [CIPHER, CIPHER]],
  ['ecb.js', TAG + ciphers('aes-256-ecb'), [CIPHER, CIPHER]],
  ['ctr.js', ciphers('aes-256-ctr'), [CIPHER, CIPHER]],
  ['chacha.js', TAG + ciphers('chacha20'), [CIPHER, CIPHER]],
  ['gcm.js', `createCipheriv('aes-256-gcm', key, iv); createCipheriv(CIPHER, key, iv);`, []],
];

const CHOICES: File[] = [
  ['tests/pick.js', 'const each = all[Math.floor(Math.random() * all.length)];', [DRAWN, GUESSED]],
  ['tests/seed.js', 'const seed = Date.now() % 2 ** 31;', [DRAWN, CLOCK]],
  ['tests/draw.js', 'const each = random.oneOf(all); const left = count % 2;', []],
];

const STATEMENTS: File[] = [
  ['rooms.service.ts', '/* Raw SQL */ query("SELECT 1")', [ELSEWHERE]],
  ['rooms.repository.ts', 'query(`SELECT ${columns} FROM rooms`)', [WITHOUT_REASON]],
  ['batch.repository.ts', '// Raw SQL: a batch.\nquery(`\n  WITH a AS (SELECT 1) SELECT 2`)', []],
  ['a/part.ts', '/* Raw SQL: a lock. */ query("DELETE FROM rooms")', []],
  ['texts.service.ts', 'throw new Error("Select a room, or update it")', []],
];

const NAMES: File[] = [
  ['everyRoom.js', '', [expect.stringContaining('is not kebab-case')]],
  ['room-utils.js', '', [expect.stringContaining('is too general')]],
  ['manager.js', 'class RoomManager {}', [expect.stringContaining('is too general'), 'Name a class after what it does.']],
  ['only.js', 'test.only("one", work);', ['Every test runs.']],
  ['signal.js', 'AbortSignal.any([signal, AbortSignal.timeout(9)]);', [expect.stringMatching(/^Node 20 collects/)]],
];

let folder: string;
let found: { message: string; filename: string }[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'veza-rules-'));
  for (const [file, code] of [CLOCKS, HASHES, CIPHERS, CHOICES, STATEMENTS, NAMES].flat()) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), code);
  }
  const rules = ['file-names', 'banned-words', 'no-wall-clock', 'no-weak-primitives'].map((rule) => [`veza/${rule}`, 'error']);
  const config = {
    categories: { correctness: 'off' },
    jsPlugins: [join(ROOT, 'tools/test/rules/plugin.mjs')],
    rules: { ...Object.fromEntries(rules), 'veza/sql-with-reason': ['error', { elsewhere: ['a/part.ts'] }] },
    overrides: [{ files: ['tests/**'], rules: { 'veza/seeded-choices': 'error' } }],
  };
  writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify(config));
  const args = [join(ROOT, 'node_modules/oxlint/bin/oxlint'), '-c', '.oxlintrc.json', '--format', 'json', '.'];
  const { output } = await command(process.execPath, args, { cwd: folder, quiet: true, limitMs: 60_000 });
  ({ diagnostics: found } = JSON.parse(output.slice(output.indexOf('{'))));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const problemsOf = (files: File[]) =>
  files.map(([name, code]): File => {
    const messages = found.filter(({ filename }) => filename === name).map(({ message }) => message);
    return [name, code, messages.sort()];
  });

test('the wall clock is read in a file with a reason only, and the monotonic clock anywhere', () => {
  expect(problemsOf(CLOCKS)).toEqual(CLOCKS);
});

test('MD5, SHA-1 and Math.random are rejected, and SHA-256 and randomBytes are not', () => {
  expect(problemsOf(HASHES)).toEqual(HASHES);
});

test('a cipher that does not detect changes is rejected, also in a file with a reason', () => {
  expect(problemsOf(CIPHERS)).toEqual(CIPHERS);
});

test('what a test draws by chance comes from its seed', () => {
  expect(problemsOf(CHOICES)).toEqual(CHOICES);
});

test('SQL stands in repositories, with a reason where it is raw', () => {
  expect(problemsOf(STATEMENTS)).toEqual(STATEMENTS);
});

test('names of files and classes are precise, and every test runs', () => {
  expect(problemsOf(NAMES)).toEqual(NAMES);
});
