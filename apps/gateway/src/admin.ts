import { DeclaredError } from '@veza/contracts';
import { databaseUrl, openDatabase } from '@veza/database';
import { StartFailure } from '@veza/platform';
import { COMMANDS, USAGE } from './accounts/operator/operator-commands.js';
import { operatorOf } from './accounts/operator/operator.js';
import { readConfig } from './config.js';
import { entities } from './entities.js';
import { migrations } from './migrations/index.js';

/**
 * Acts of the operator (decision 237): `node apps/gateway/dist/admin.js <command> …`, in the image `node dist/admin.js`, with
 * the variables of the gateway. The login of the service is enough. Exit code 1 if the act was not done.
 */
const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;

async function run(): Promise<string[]> {
  if (!command) throw new StartFailure(USAGE);
  const config = readConfig();
  const url = databaseUrl({
    service: 'identity',
    serviceUrl: config.IDENTITY_DATABASE_URL,
    ownerUrl: config.DATABASE_URL,
    secret: config.DATABASE_SECRET,
    keys: config.VEZA_KEYS,
  });
  const opened = await openDatabase({ service: 'identity', url, migrations, entities });
  try {
    return await command(operatorOf(opened.database, opened.logger), args);
  } finally {
    await opened.close();
  }
}

try {
  for (const line of await run()) process.stdout.write(`${line}\n`);
} catch (error) {
  if (!(error instanceof DeclaredError || error instanceof StartFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
