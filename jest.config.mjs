import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
delete swc.$schema;
delete swc.exclude; // the specs themselves are transformed here, and only left out of a build

/** `npm test` runs the specs, `npm run drill` the drills: what storms, kills in a loop or lasts longer. */
const kind = process.env.VEZA_TESTS === 'drill' ? 'drill' : 'spec';

/** A folder of files that import several specs each, in a run of all specs (`tools/test/groups.mjs`). */
const groups = process.env.VEZA_TEST_GROUPS;

export default {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/tools', ...(groups ? [groups] : [])],
  testEnvironment: 'node',
  testMatch: [groups ? `${groups}/**/*.mjs` : `**/*.${kind}.ts`],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '/.nx/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': [groups ? '<rootDir>/tools/test/spec-transform.mjs' : '@swc/jest', { ...swc, swcrc: false }] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['@veza/source', 'node', 'node-addons'] },
  // For a busy machine: `eventually` waits up to three times as long as a test says.
  testTimeout: kind === 'drill' ? 300_000 : 120_000,
  testSequencer: '<rootDir>/tools/test/long-first.mjs',
  maxWorkers: 2,
  // Modules of a spec that is over are not given back: a worker is replaced before that is felt.
  workerIdleMemoryLimit: '600MB',
};
