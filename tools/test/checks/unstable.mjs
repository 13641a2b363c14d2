import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../stack/workspace/paths.mjs';
import { knownUnstable, problemsOfKnown } from '../second-run.mjs';
import { report } from './report.mjs';

report(problemsOfKnown(knownUnstable(), { today: new Date(), exists: (file) => existsSync(join(ROOT, file)) }));
