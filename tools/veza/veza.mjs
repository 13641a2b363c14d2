import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SetupError } from '../../libs/servers/src/setup-error.js';
import { archive } from './archive.mjs';
import { backup } from './backup.mjs';
import { examine } from './doctor.mjs';
import { installation, program, run } from './installation.mjs';
import { setReadOnly } from './read-only.mjs';
import { restore } from './restore.mjs';

/** `node tools/veza/veza.mjs <command>`, or `npm run veza -- <command>`: what an operator does (decision 237). */
const USAGE = `npm run veza -- admin <act> …   acts on accounts and queues; without an act, the list of them
npm run veza -- doctor          what is wrong with the variables, Postgres, Redis, ffmpeg and the store, a sentence each
npm run veza -- backup --to <folder> [--with-secret]         database, then objects, then a manifest; the services may run
npm run veza -- restore --from <folder> [--erased <list>]    into an empty database and store, while no service runs
npm run veza -- archive --before <date> --to <folder>        the log of the chat before a day, for its retention
npm run veza -- read-only on | off                           the services answer reads, and 503 to each change, until "off"
The installation is that of DATABASE_URL and the variables of the services, otherwise the one that "npm start" runs here.`;

const ADMIN_MS = 30 * 60_000;

/** A path as the caller means it: npm changes the working folder. @param {string} path */
const path = (path) => (isAbsolute(path) ? path : resolve(process.env.INIT_CWD ?? process.cwd(), path));

/** @type {{ type: 'string' }} */
const TEXT = { type: 'string' };
const say = (/** @type {string} */ text) => console.log(text);

/** @param {string[]} args @param {NonNullable<import('node:util').ParseArgsConfig['options']>} known */
function options(args, known) {
  try {
    return parseArgs({ args, options: known }).values;
  } catch (error) {
    throw new SetupError(error instanceof Error ? error.message : String(error));
  }
}

/** @type {Record<string, (args: string[]) => Promise<number>>} exit codes by command */
const COMMANDS = {
  async admin(args) {
    const file = args.indexOf('--file') + 1;
    const given = args.map((arg, i) => (file > 0 && i === file ? path(arg) : arg));
    return (await run(program('gateway', 'admin'), given, { env: installation(), limitMs: ADMIN_MS })).code;
  },

  /** Exit code 0 when all is well. */
  async doctor() {
    const findings = await examine(installation());
    for (const finding of findings) console.log(finding);
    if (findings.length === 0) console.log('All is well.');
    return findings.length === 0 ? 0 : 1;
  },

  async backup(args) {
    const { to, 'with-secret': withSecret = false } = options(args, { to: TEXT, 'with-secret': { type: 'boolean' } });
    if (typeof to !== 'string') throw new SetupError('Name a new folder: backup --to <folder>');
    await backup({ to: path(to), withSecret: withSecret === true, env: installation(), say });
    return 0;
  },

  async archive(args) {
    const { before, to } = options(args, { before: TEXT, to: TEXT });
    if (typeof before !== 'string' || typeof to !== 'string')
      throw new SetupError('Name a day and a new folder: archive --before <date> --to <folder>');
    await archive({ before, to: path(to), env: installation(), say });
    return 0;
  },

  async 'read-only'(args) {
    const [value = ''] = args;
    if (args.length !== 1 || !['on', 'off'].includes(value)) throw new SetupError('Say which: read-only on, or read-only off');
    await setReadOnly({ on: value === 'on', env: installation(), say });
    return 0;
  },

  async restore(args) {
    const { from, erased } = options(args, { from: TEXT, erased: TEXT });
    if (typeof from !== 'string') throw new SetupError('Name the folder of a backup: restore --from <folder>');
    const list = typeof erased === 'string' ? { erased: path(erased) } : {};
    await restore({ from: path(from), ...list, env: installation(), say });
    return 0;
  },
};

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
try {
  if (!command) throw new SetupError(USAGE);
  process.exitCode = await command(args);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
