import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runHistories } from './histories.js';

const HELP = `Runs random histories of the chat core, and reports the first one that breaks a promise.

  --histories <n>  the number of histories; 20,000 by default
  --seed <n>       the same seed gives the same histories; random by default
  --path <path>    only the history whose failure printed this path
`;

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    path: { type: 'string' },
    help: { type: 'boolean' },
  },
});

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`--${name} must be a whole number: ${text}`);
  return number;
}

if (values.help) console.log(HELP);
else {
  const { held, report } = await runHistories({
    histories: wholeNumber('histories', values.histories),
    seed: wholeNumber('seed', values.seed),
    path: values.path,
  });
  console.log(report);
  process.exitCode = held ? 0 : 1;
}
