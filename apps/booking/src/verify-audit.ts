import { readFile } from 'node:fs/promises';
import { waitForPostgres } from '@veza/database';
import { StartFailure } from '@veza/platform';
import { chainProblems } from './practice/audit/audit-chains.repository.js';
import { readConfig } from './config.js';

/**
 * Verifies the audit of patient data: `node apps/booking/dist/verify-audit.js [file of earlier heads]`. It prints the head of
 * each cabinet's chain (cabinet, number of lines, hash), to be kept outside of this database, and problems to stderr. With
 * a file of earlier heads, each of them must still be in its chain. Exit code 1 if there is a problem.
 */
const [earlier] = process.argv.slice(2);
const { DATABASE_URL } = readConfig();
if (DATABASE_URL === undefined) throw new StartFailure('DATABASE_URL is required: only the owner of the tables sees all chains');
const client = await waitForPostgres(DATABASE_URL);
try {
  const { heads, problems } = await chainProblems(client, earlier === undefined ? '' : await readFile(earlier, 'utf8'));
  for (const head of heads) process.stdout.write(`${head}\n`);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
} finally {
  await client.end();
}
