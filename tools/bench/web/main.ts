import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { scroll } from './scroll.js';
import { sends } from './sends.js';
import { WebStage } from './stage.js';

const PARTS = { sends, scroll };

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: Object.keys(PARTS) },
    rounds: { type: 'string', default: '3' },
    web: { type: 'string', default: fileURLToPath(new URL('../../../../apps/web/dist', import.meta.url)) },
  },
});

const load = () => `load of the machine: ${loadavg()[0]?.toFixed(1)}`;
console.log(load());
const stage = await WebStage.open(values.web);
try {
  for (const [name, part] of Object.entries(PARTS)) {
    if (values.only.includes(name) && !(await part(stage, Number(values.rounds)))) process.exitCode = 1;
  }
} finally {
  await stage.close();
}
console.log(load());
