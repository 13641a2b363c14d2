import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/**
 * `node tools/containers/pinned.mjs <.env of a release | folder of an overlay>`: fails unless each image has a digest, which
 * a tag that is moved later does not change. Of a `.env` these are the images of others in docker-compose.yml, of an
 * overlay those of its kustomization.yaml.
 */
const [, , path] = process.argv;
if (path === undefined) {
  console.error(
    'Name the settings of the release: node tools/containers/pinned.mjs .env, or a folder such as k8s/overlays/production',
  );
  process.exit(1);
}
const DIGEST = /sha256:[0-9a-f]{64}$/;
const open = statSync(path).isDirectory() ? ofOverlay(path) : ofSettings(path);
for (const line of open) console.log(line);
process.exitCode = open.length === 0 ? 0 : 1;

/** @param {string} file */
function ofSettings(file) {
  const compose = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8');
  const set = [...readFileSync(file, 'utf8').matchAll(/^(\w+_IMAGE)=(\S+)/gm)];
  const given = new Map(set.map(([, name, image]) => [name, image]));
  const wanted = new Map([...compose.matchAll(/\$\{(\w+_IMAGE):-([^}]+)\}/g)].map(([, name = '', image = '']) => [name, image]));
  return [...wanted]
    .filter(([name]) => !DIGEST.test(given.get(name)?.split('@')[1] ?? ''))
    .map(([name, image]) => `${name} has no digest. Set ${name}=${image}@${digestOf(image)}`);
}

/** @param {string} folder */
function ofOverlay(folder) {
  /** @type {{ images?: { name: string, newName?: string, newTag?: string, digest?: string }[] }} */
  const { images = [] } = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8'));
  return images
    .filter(({ digest = '' }) => !DIGEST.test(digest))
    .map(({ name, newName = name, newTag = 'latest' }) => {
      return `${name} has no digest. Set, in place of newTag: digest: ${digestOf(`${newName}:${newTag}`)}`;
    });
}

/** @param {string} image */
function digestOf(image) {
  return `<Digest of: docker buildx imagetools inspect ${image}>`;
}
