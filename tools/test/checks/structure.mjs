import { importsAmong } from './imports.mjs';
import { report } from './report.mjs';
import { sourceFiles } from './source-files.mjs';
import { structureProblems } from './structure-problems.mjs';

report(structureProblems(importsAmong(['apps', 'libs', 'tools'].flatMap((folder) => sourceFiles(folder)))));
