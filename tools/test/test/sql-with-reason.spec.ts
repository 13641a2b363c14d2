import { expect, test } from '@jest/globals';
import { Linter } from 'eslint';
import sqlWithReason from '../rules/sql-with-reason.mjs';

const config = {
  files: ['**/*.ts'],
  plugins: { veza: { rules: { sql: sqlWithReason } } },
  rules: { 'veza/sql': ['error', { elsewhere: ['a/part.ts'] }] },
} satisfies Linter.Config;

const problems = (file: string, code: string) =>
  new Linter().verify(code, [config], { filename: file }).map(({ message }) => message);

const ELSEWHERE = 'SQL stands in repositories.';
const WITHOUT_REASON = 'A comment gives the reason of raw SQL (decision 21).';

test.each([
  ['rooms.service.ts', '/* Raw SQL */ query("SELECT 1")', [ELSEWHERE]],
  ['rooms.repository.ts', 'query(`SELECT ${columns} FROM rooms`)', [WITHOUT_REASON]],
  ['rooms.repository.ts', '// Raw SQL: a batch.\nquery(`\n  WITH a AS (SELECT 1) SELECT 2`)', []],
  ['a/part.ts', '/* Raw SQL: a lock. */ query("DELETE FROM rooms")', []],
  ['rooms.service.ts', 'throw new Error("Select a room, or update it")', []],
])('in %s, %j has the problems %j', (file, code, expected) => {
  expect(problems(file, code)).toEqual(expected);
});
