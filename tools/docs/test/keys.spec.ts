import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { serviceKeys } from '@veza/servers';

const ROOT = join(import.meta.dirname, '../../..');
const page = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
const table = page.slice(page.indexOf('## Keys and algorithms'), page.indexOf('Keys are made by'));

/** As the table writes a purpose: keys of calls, events and roles are one row each. */
const asWritten = (purpose: string): string =>
  purpose
    .replace(/^rpc:\w+>events$/, 'rpc:<source>>events')
    .replace(/^rpc:\w+>\w+$/, 'rpc:<sender>><receiver>')
    .replace(/^database-role:.*/, 'database-role:<schema>');

test('every derived key has a row in the table of keys', () => {
  const keys = Object.values(serviceKeys(['a secret'], 'a secret')).flatMap((each) => each.split(','));
  const purposes = new Set(keys.map((each) => asWritten(each.split('=')[0] ?? '')));
  expect(purposes.size).toBeGreaterThan(15);
  expect([...purposes].filter((purpose) => !table.includes(`\`${purpose}\``))).toEqual([]);
});
