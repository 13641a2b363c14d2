import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const run = promisify(execFile);
const fixture = fileURLToPath(new URL('fixtures/full-volume.mjs', import.meta.url));

/** Linux only: the volume is a tmpfs of 2 MiB in a mount namespace of its own. */
test('a really full volume rejects a write, keeps no bytes of it, and takes writes again when there is room', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'veza-full-'));
  try {
    const script = `mount -t tmpfs -o size=2m tmpfs "$1" && exec "$2" "$3" "$1"`;
    const { stdout } = await run('unshare', ['-Urm', 'sh', '-c', script, 'sh', folder, process.execPath, fixture]);
    expect(JSON.parse(stdout)).toEqual({ first: 1_000_000, refused: 'ENOSPC', leftovers: 0, missing: true, again: 1_000_000 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
