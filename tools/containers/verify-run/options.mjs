import { parseArgs } from 'node:util';
import { resolve } from 'node:path';

export const USAGE = `tools/containers/verify [options]
  --bases FILE   program that makes local stand-ins for the base images (VEZA_BASE_IMAGES); without it they are pulled
  --kit FOLDER   the conformance kit, a folder with a program "run" (VEZA_CONFORMANCE); without it the kit is not run
  --node MAJOR   the version of Node in the images: with --bases this machine's, else 24
  --only STAGES  of images,compose,stops,refusals,pods, between commas
  --limit MINS   how long each program may take, such as the build of an image: 30
  --keep         leaves the containers of the last stage running
Needs root, podman, buildah and podman-compose, which a program of --bases may install.`;

export const STAGES = ['images', 'compose', 'stops', 'refusals', 'pods'];

/** @param {string[]} args */
export function readOptions(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const flag = /** @type {const} */ ({ type: 'boolean' });
  const { values } = parseArgs({
    args,
    options: { bases: text, kit: text, node: text, only: text, limit: text, keep: flag, help: flag },
  });
  const stages = values.only?.split(',') ?? STAGES;
  const unknown = stages.find((stage) => !STAGES.includes(stage));
  if (unknown !== undefined) throw new Error(`--only names "${unknown}", but the stages are ${STAGES.join(', ')}`);
  const limit = Number(values.limit ?? '30');
  if (!(limit > 0)) throw new Error(`--limit is a number of minutes, and not "${values.limit}"`);
  const bases = values.bases ?? process.env.VEZA_BASE_IMAGES;
  const kit = values.kit ?? process.env.VEZA_CONFORMANCE;
  return {
    bases: bases && resolve(bases),
    kit: kit && resolve(kit),
    node: values.node ?? (bases ? process.versions.node.split('.')[0] : '24') ?? '24',
    stages,
    limitMs: limit * 60_000,
    keep: values.keep ?? false,
    help: values.help ?? false,
  };
}

/** @typedef {ReturnType<typeof readOptions>} Options */
