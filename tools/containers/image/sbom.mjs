import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * node sbom.mjs <result> <folder…>: the bill of materials of an image, in CycloneDX 1.5. It lists each package of npm in the
 * folders (`node_modules`, or `dist` of a service with its list of bundled packages), each package of Debian as dpkg lists
 * it, and Node. `npm sbom` refuses a tree that has the packages of one workspace only.
 */
const [, , result = '', ...folders] = process.argv;

/** @param {string} folder @returns {string[]} */
function packageFolders(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory() || entry.name.startsWith('.')) return [];
    return entry.name.startsWith('@') ? packageFolders(path) : [path, ...packageFolders(join(path, 'node_modules'))];
  });
}

/** @param {string} file */
const read = (file) => (existsSync(file) ? [JSON.parse(readFileSync(file, 'utf8'))] : []);

const installed = folders.flatMap(packageFolders).flatMap((folder) => read(join(folder, 'package.json')));
const bundled = folders.flatMap((folder) => read(join(folder, 'packages.json'))).flatMap((list) => list.bundled);
const npm = [...installed, ...bundled].map(({ name, version, license }) => ({
  ...component('library', name, version, `pkg:npm/${name.replace('@', '%40')}@${version}`),
  ...(typeof license === 'string' && {
    licenses: [license.includes(' ') ? { expression: license } : { license: { name: license } }],
  }),
}));

const FIELDS = '${Package}\t${Version}\t${Architecture}\t${db:Status-Abbrev}\n';
const listed = execFileSync('dpkg-query', ['--show', `--showformat=${FIELDS}`], { encoding: 'utf8' });
const debian = listed
  .split('\n')
  .map((line) => line.split('\t'))
  .filter(([, , , status]) => status?.startsWith('ii'))
  .map(([name = '', version = '', architecture = '']) =>
    component('library', name, version, `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${architecture}`),
  );

const { node } = process.versions;
const components = [component('platform', 'node', node, `pkg:generic/node@${node}`), ...npm, ...debian];
const once = [...new Map(components.map((each) => [each.purl, each])).values()];
const metadata = { timestamp: new Date().toISOString() };
writeFileSync(result, JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, metadata, components: once }));

/** @param {string} type @param {string} name @param {string} version @param {string} purl */
function component(type, name, version, purl) {
  return { 'bom-ref': purl, type, name, version, purl };
}
