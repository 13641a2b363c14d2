import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import { ROOT } from '../stack/workspace/paths.mjs';

/**
 * `node tools/generate/font.mjs`: the font of the web client, Inter with the letters of European languages in Latin script
 * and the weights 400 to 700. The whole font has twice the size. Other letters come from a font of the system.
 */
const SOURCE = createRequire(import.meta.url).resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2');
const TARGET = join(ROOT, 'apps/web/src/ui/inter.woff2');
const FURTHER = 'ŒœŸ–—‘’‚“”„†•…‹›€™−×→←↑↓';

/** @param {number} from @param {number} to */
const letters = (from, to) => String.fromCodePoint(...Array.from({ length: to - from }, (_, at) => from + at));

const font = await subsetFont(readFileSync(SOURCE), letters(0x20, 0x7f) + letters(0xa0, 0x180) + FURTHER, {
  targetFormat: 'woff2',
  variationAxes: { wght: { min: 400, max: 700 } },
  keepFeatures: ['kern', 'ccmp', 'locl', 'mark', 'tnum'],
  noHinting: true,
});
writeFileSync(TARGET, font);
process.stdout.write(`${(font.length / 1_024).toFixed(1)} KiB\n`);
