// After a release: `node tools/api/release.mjs` keeps its API in tools/api/last-release.json, with which `npm test` compares,
// and the version of its new operations in libs/contracts/src/openapi/since.ts. Run `npm run generate` afterwards.
import { readFileSync, writeFileSync } from 'node:fs';
import { SINCE } from '../../libs/contracts/dist/openapi/since.js';
import { document } from '../generate/openapi.mjs';
import { writtenSince } from './since.mjs';
import { surfaceOf, writtenSurface } from './surface.mjs';

const root = (/** @type {string} */ path) => new URL(`../../${path}`, import.meta.url);
const { version } = JSON.parse(readFileSync(root('package.json'), 'utf8'));
const surface = surfaceOf(JSON.parse(JSON.stringify(document)), version);

writeFileSync(root('tools/api/last-release.json'), writtenSurface(surface));
writeFileSync(root('libs/contracts/src/openapi/since.ts'), writtenSince(SINCE, version, Object.keys(surface.operations)));
