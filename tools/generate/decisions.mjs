// docs/decisions/README.md from the pages: `node tools/generate/decisions.mjs`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../stack/workspace/paths.mjs';
import { decisionsIndex } from './decisions-index.mjs';

writeFileSync(join(ROOT, 'docs/decisions/README.md'), decisionsIndex());
