import { parseArgs } from 'node:util';
import { letThemHappen } from './histories.js';

const HELP = `Lets random histories happen to the core of the chat, and says whether its promises held in all of them.

  --histories <n>  so many, 20,000 unless told otherwise
  --seed <n>       the same histories each time; without it others each time
  --path <path>    only the one that was printed with a failure
`;

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    path: { type: 'string' },
    help: { type: 'boolean' },
  },
});

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`--${name} is no whole number: ${text}`);
  return number;
}

if (values.help) console.log(HELP);
else {
  const { held, report } = await letThemHappen({
    histories: wholeNumber('histories', values.histories),
    seed: wholeNumber('seed', values.seed),
    path: values.path,
  });
  console.log(report);
  process.exitCode = held ? 0 : 1;
}
