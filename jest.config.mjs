import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
delete swc.$schema;
delete swc.exclude; // the specs themselves are transformed here, and only left out of a build

/** Of the one file that a process of jest runs (`tools/test/jest.mjs`): with it alone, jest reads no other folder. */
const folder = process.env.VEZA_TEST_FOLDER;

export default {
  rootDir: import.meta.dirname,
  roots: folder ? [folder] : ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/tools'],
  testEnvironment: '<rootDir>/tools/test/measured-environment.mjs',
  setupFilesAfterEnv: ['<rootDir>/tools/test/end-shared.mjs'],
  watchman: false,
  haste: { forceNodeFilesystemAPI: true },
  testMatch: ['**/*.{spec,drill}.ts', '**/groups/**/*.mjs'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '/.nx/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['<rootDir>/tools/test/spec-transform.mjs', { ...swc, swcrc: false }] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['@veza/source', 'node', 'node-addons'] },
  // Of a busy machine; drills get more (`tools/test/jest.mjs`).
  testTimeout: 40_000 * Number(process.env.TEST_PATIENCE ?? 3),
  reporters: process.env.VEZA_TEST_REPORT ? ['<rootDir>/tools/test/reporter.mjs'] : ['default'],
  verbose: false,
};
