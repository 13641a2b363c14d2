// covers: apps/media/src/store, apps/media/src/uploads
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { rolldown } from 'rolldown';

const run = promisify(execFile);
const fixture = fileURLToPath(new URL('fixtures/full-volume.ts', import.meta.url));

const CONDITIONS = { conditionNames: ['@veza/source', 'node'] };

/** Node 20 runs no TypeScript. */
async function compile(file: string): Promise<void> {
  const bundle = await rolldown({ input: fixture, platform: 'node', resolve: CONDITIONS, logLevel: 'silent' });
  await bundle.write({ file, codeSplitting: false, sourcemapIgnoreList: false });
}

/** Linux only: the volume is a tmpfs of 2 MiB in a mount namespace of its own. */
test('a really full volume rejects a write, keeps no bytes of it, and takes writes again when there is room', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'veza-full-'));
  const compiled = `${folder}.mjs`;
  try {
    await compile(compiled);
    const script = `mount -t tmpfs -o size=2m tmpfs "$1" && exec "$2" "$3" "$1"`;
    const { stdout } = await run('unshare', ['-Urm', 'sh', '-c', script, 'sh', folder, process.execPath, compiled]);
    expect(JSON.parse(stdout)).toEqual({ first: 1_000_000, refused: 'ENOSPC', leftovers: 0, missing: true, again: 1_000_000 });
  } finally {
    for (const made of [folder, compiled]) await rm(made, { recursive: true, force: true });
  }
});
