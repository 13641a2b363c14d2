import { lockedPackages } from './locked-packages.mjs';
import { report } from './report.mjs';

/** Licences that a closed product may use as well: their text in the image is all that they ask for. */
const PERMISSIVE = new Set(
  [
    '0BSD',
    'Apache-2.0',
    'BlueOak-1.0.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'CC0-1.0',
    'ISC',
    'MIT',
    'MIT-0',
    'PSF-2.0',
    'Unlicense',
  ].concat(
    'CC-BY-3.0', // data
  ),
);

/** Packages with another licence, or without a statement, and why they may be used. */
const EXAMINED = {
  '@img/sharp-libvips-': 'LGPL: a library of its own, which is loaded and may be replaced',
  '@img/sharp-wasm32': 'the same; not installed where a native library is',
  '@img/sharp-win32-': 'the same; not installed in images',
  'ical.js': 'MPL: unchanged, in bundles with its text; its source is public',
  'web-push': 'MPL: unchanged, in bundles with its text; its source is public',
  busboy: 'MIT by its LICENSE; the manifest has an older field',
  streamsearch: 'MIT by its LICENSE; the manifest has an older field',
};

const used = lockedPackages().filter(({ dev }) => !dev);
const isPermissive = (/** @type {string | undefined} */ license = 'none') =>
  license
    .replace(/[()]/g, '')
    .split(' AND ')
    .every((each) => each.split(' OR ').some((choice) => PERMISSIVE.has(choice)));
const isExamined = (/** @type {string} */ name) =>
  Object.keys(EXAMINED).some((known) => name === known || (known.endsWith('-') && name.startsWith(known)));
const others = used.filter(({ license }) => !isPermissive(license));

report([
  ...others
    .filter(({ name }) => !isExamined(name))
    .map(({ name, license }) => `package-lock.json: ${name} has the licence ${license}; replace it, or list why it may be used.`),
  ...Object.keys(EXAMINED)
    .filter((known) => !others.some(({ name }) => name.startsWith(known)))
    .map((known) => `tools/test/checks/licences.mjs: ${known} has a listed licence, or is not used.`),
]);
