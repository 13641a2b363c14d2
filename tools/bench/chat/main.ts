import { parseArgs } from 'node:util';
import { cost } from './cost.js';
import { history } from './history.js';
import { kill } from './kill.js';
import { sends } from './sends.js';

const PARTS = { sends, kill, history, cost };

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: Object.keys(PARTS) },
    rounds: { type: 'string', default: '5' },
    ms: { type: 'string', default: '3000' },
  },
});

for (const [name, part] of Object.entries(PARTS)) {
  if (!values.only.includes(name)) continue;
  if (!(await part({ rounds: Number(values.rounds), ms: Number(values.ms) }))) process.exitCode = 1;
}
