import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * node sbom.mjs <packages of npm> <result>: the bill of materials of an image, in CycloneDX. `npm sbom` knows the
 * packages of npm; the packages of the operating system are added here as dpkg lists them, and Node itself.
 */
const [, , npm = '', result = ''] = process.argv;
const bill = JSON.parse(readFileSync(npm, 'utf8'));

const FIELDS = '${Package}\t${Version}\t${Architecture}\t${db:Status-Abbrev}\n';
const installed = execFileSync('dpkg-query', ['--show', `--showformat=${FIELDS}`], { encoding: 'utf8' });
const debian = installed
  .split('\n')
  .map((line) => line.split('\t'))
  .filter(([, , , status]) => status?.startsWith('ii'))
  .map(([name = '', version = '', architecture = '']) => {
    const purl = `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${architecture}`;
    return { 'bom-ref': purl, type: 'library', name, version, purl };
  });

const version = process.versions.node;
const node = { 'bom-ref': `node@${version}`, type: 'platform', name: 'node', version, purl: `pkg:generic/node@${version}` };
writeFileSync(result, JSON.stringify({ ...bill, components: [...bill.components, node, ...debian] }));
