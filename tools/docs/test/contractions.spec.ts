import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { sourceFiles } from '../../test/checks/source-files.mjs';

/** What a program of before may still read or write (decision 235). */
const REMOVES =
  /\b(DROP (TABLE|COLUMN|VIEW|TYPE|FUNCTION)|RENAME (TO|COLUMN)|SET NOT NULL|ADD CONSTRAINT|ALTER COLUMN \w+ (SET DATA )?TYPE)\b/i;
const SAYS = /\bcompatibleSince = \d{13}\b/;
/** Folded steps of before the rule. */
const LAST_WITHOUT = 1764800000021;

const textOf = (file: string): string => readFileSync(join(import.meta.dirname, '../../..', file), 'utf8');

/** The parts of a long migration are in a folder with its name. */
function partsOf(migration: string): string[] {
  const folder = migration.replace(/\d{13}-([^/]+)\.ts$/, '$1/');
  return sourceFiles('apps').filter((file) => file.startsWith(folder));
}

const contractsSilently = (text: string): boolean => REMOVES.test(text) && !SAYS.test(text);

test('a migration that removes, renames or narrows something says since when programs are compatible', () => {
  const migrations = sourceFiles('apps').filter((file) => /\/src\/migrations\/\d{13}-[^/]+\.ts$/.test(file));
  expect(migrations.length).toBeGreaterThan(9);
  const later = migrations.filter((file) => Number(basename(file).slice(0, 13)) > LAST_WITHOUT);
  const texts = later.map((file) => [file, [file, ...partsOf(file)].map(textOf).join('\n')] as const);
  expect(texts.filter(([, text]) => contractsSilently(text)).map(([file]) => file)).toEqual([]);
});

test('silent contractions are found, and expansions are not', () => {
  for (const text of ['alter table t drop column c', 'ALTER TABLE t RENAME TO u', 'ALTER TABLE t ALTER COLUMN c TYPE text'])
    expect([text, contractsSilently(text)]).toEqual([text, true]);
  for (const text of ['ALTER TABLE t ADD COLUMN c text', 'DROP INDEX i', 'compatibleSince = 1764800000022; DROP TABLE t'])
    expect([text, contractsSilently(text)]).toEqual([text, false]);
});
