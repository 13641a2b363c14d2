import { readFileSync } from 'node:fs';

/**
 * `node tools/containers/pinned.mjs <.env of a release>`: fails unless every image of others in docker-compose.yml has a
 * digest in this file, which a tag that is moved later does not change.
 */
const [, , file] = process.argv;
if (file === undefined) {
  console.error('Name the settings of the release: node tools/containers/pinned.mjs .env');
  process.exit(1);
}
const compose = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8');
const given = new Map([...readFileSync(file, 'utf8').matchAll(/^(\w+_IMAGE)=(\S+)/gm)].map(([, name, image]) => [name, image]));
const wanted = new Map([...compose.matchAll(/\$\{(\w+_IMAGE):-([^}]+)\}/g)].map(([, name = '', image = '']) => [name, image]));
const open = [...wanted].filter(([name]) => !/@sha256:[0-9a-f]{64}$/.test(given.get(name) ?? ''));
for (const [name, image] of open)
  console.log(`${name} has no digest. Set ${name}=${image}@<Digest of: docker buildx imagetools inspect ${image}>`);
process.exitCode = open.length === 0 ? 0 : 1;
