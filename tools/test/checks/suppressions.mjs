import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../stack/workspace/paths.mjs';
import { report } from './report.mjs';
import { sourceFiles } from './source-files.mjs';

/** No comment switches a rule of the linter or the compiler off: an exception stands in `.oxlintrc.json`, or is a reason. */
const SUPPRESSED = /(?:\/\/|\/\*|\{\/\*)[^\n]*?(?:(?:eslint|oxlint)-disable|@ts-(?:nocheck|ignore)\b)/;

report(
  ['apps', 'libs', 'tools']
    .flatMap((folder) => sourceFiles(folder))
    .filter((file) => /\.(tsx?|js|mjs)$/.test(file) && SUPPRESSED.test(readFileSync(join(ROOT, file), 'utf8')))
    .map((file) => `A comment switches a rule off in ${file}`),
);
