// Fails where a program written against the last release breaks, unless the changelog names the operation.
import { readFileSync } from 'node:fs';
import { document } from '../generate/openapi.mjs';
import { breaksBetween } from './breaks.mjs';
import { namedByChangelog } from './changelog.mjs';
import { surfaceOf } from './surface.mjs';

const read = (/** @type {string} */ path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const before = JSON.parse(read('tools/api/last-release.json'));
const { version } = JSON.parse(read('package.json'));
const released = JSON.parse(read('apps/e2e/last-release.json')).version;

if (before.version !== released || version !== released)
  console.error(
    `tools/api/last-release.json is of ${before.version}, package.json of ${version}, apps/e2e/last-release.json of ${released}: run node tools/api/release.mjs at a release.`,
  );
const named = namedByChangelog(read('CHANGELOG.md'));
const breaks = breaksBetween(before, surfaceOf(JSON.parse(JSON.stringify(document)), version));
const unnamed = breaks.filter(({ operation }) => !named.has(operation));
for (const { operation, text } of unnamed) console.error(`${operation}: ${text}.`);
if (unnamed.length > 0)
  console.error(
    `The API of ${before.version} breaks. Keep it, deprecate it (docs/protocol/rest.md, "Versions"), or name the operation in "### Breaking" of [Unreleased] in CHANGELOG.md.`,
  );
process.exitCode = unnamed.length === 0 && before.version === released && version === released ? 0 : 1;
