import { readFileSync, writeFileSync } from 'node:fs';
import { allDrills } from './drills.mjs';
import { COSTS } from './report.mjs';
import { recordedCosts } from './selection.mjs';

/**
 * Writes what the drills took in the last runs of this checkout into `costs.json`, from which shares are filled. A machine
 * that is slower than that of the other entries passes its factor: `node tools/test/record-costs.mjs 1.3`.
 */
const factor = Number(process.argv[2] ?? 1);
const measured = JSON.parse(readFileSync(COSTS, 'utf8'));
const before = recordedCosts();
const entries = allDrills().flatMap(({ file }) => {
  const cost = measured[file] && {
    cpu: Math.round(measured[file].cpu / factor),
    wall: Math.round(measured[file].wall / factor),
  };
  return cost || before[file] ? [[file, cost ?? before[file]]] : [];
});
const lines = entries.map(([file, { cpu, wall }]) => `  ${JSON.stringify(file)}: { "cpu": ${cpu}, "wall": ${wall} }`);
writeFileSync(new URL('costs.json', import.meta.url), `{\n${lines.join(',\n')}\n}\n`);
