import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../stack/workspace/paths.mjs';
import { lockedPackages } from './locked-packages.mjs';
import { report } from './report.mjs';

/**
 * No package runs a script when it is installed: `.npmrc` forbids it. A package that has one is listed here with the
 * reason why it works without, so that a new one is noticed.
 */
const WORK_WITHOUT = {
  '@parcel/watcher': 'the script compiles what an optional package has for each platform',
  '@scarf/scarf': 'the script sends telemetry',
  '@swc/core': 'the script checks the optional package of the platform',
  'msgpackr-extract': 'the script compiles what an optional package has for each platform',
  nx: 'the script prepares a daemon, which builds do not use',
  protobufjs: 'the script prints a warning about versions',
  'unrs-resolver': 'the script checks the optional package of the platform',
};

const scripted = lockedPackages().flatMap(({ name, hasInstallScript }) => (hasInstallScript ? [name] : []));
const forbidden = /^ignore-scripts=true$/m.test(readFileSync(join(ROOT, '.npmrc'), 'utf8'));

report([
  ...(forbidden ? [] : ['.npmrc: ignore-scripts=true is missing.']),
  ...scripted
    .filter((name) => !(name in WORK_WITHOUT))
    .map((name) => `package-lock.json: ${name} has an install script, which is not run; list why it works without.`),
  ...Object.keys(WORK_WITHOUT)
    .filter((name) => !scripted.includes(name))
    .map((name) => `tools/test/checks/install-scripts.mjs: ${name} has no install script.`),
]);
