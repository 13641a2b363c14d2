import { allDrills, problemsOfDrills } from '../drills.mjs';
import { report } from './report.mjs';
import { sourceFiles } from './source-files.mjs';

report(problemsOfDrills(allDrills(), sourceFiles()));
