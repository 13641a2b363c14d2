import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { isNativeError } from 'node:util/types';
import { StartFailure } from '@veza/platform';
import type { ListedObject, OpenObject } from './object-store.js';
import { ObjectStore, parseKey } from './object-store.js';
import { OpenFiles } from './open-files.js';

// Wall clock: compared with times of files.

/**
 * The store on a local disk (or a volume that all replicas mount): `objects/<2 hex>/<2 hex>/<key>`. A write goes to
 * `incoming/`, is flushed to the disk, and becomes visible when it is renamed.
 */
export class DiskStore extends ObjectStore {
  private readonly objects: string;
  private readonly incoming: string;
  private readonly files = new OpenFiles();

  constructor(private readonly folder: string) {
    super();
    this.objects = join(folder, 'objects');
    this.incoming = join(folder, 'incoming');
  }

  /** Creates the folders; throws a StartFailure when they are not writable. */
  async prepare(): Promise<void> {
    try {
      for (const folder of [this.objects, this.incoming]) await mkdir(folder, { recursive: true, mode: 0o750 });
      const probe = join(this.incoming, randomUUID());
      await (await open(probe, 'wx')).close();
      await rm(probe);
    } catch (cause) {
      const reason = isNativeError(cause) && 'code' in cause ? ` (${cause.code})` : '';
      throw new StartFailure(`The folder of MEDIA_DATA_DIR cannot be written${reason}: ${this.folder}`, cause);
    }
  }

  async write(key: string, source: AsyncIterable<Uint8Array>): Promise<number> {
    const target = this.pathOf(key);
    const temporary = join(this.incoming, randomUUID());
    try {
      const size = await writeDurably(temporary, source);
      await this.publish(temporary, target);
      return size;
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async adopt(key: string, path: string): Promise<void> {
    const target = this.pathOf(key);
    const temporary = join(this.incoming, randomUUID());
    try {
      await linkOrCopy(path, temporary);
      await flush(temporary);
      await this.publish(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async open(key: string): Promise<OpenObject | undefined> {
    return undefinedIfMissing(this.files.open(this.pathOf(key)));
  }

  async has(key: string): Promise<boolean> {
    return (await undefinedIfMissing(stat(this.pathOf(key))))?.isFile() ?? false;
  }

  async *list(): AsyncGenerator<ListedObject> {
    for (const first of await readdir(this.objects))
      for (const second of await readdir(join(this.objects, first))) {
        const folder = join(this.objects, first, second);
        const entries = (await undefinedIfMissing(readdir(folder, { recursive: true, withFileTypes: true }))) ?? [];
        for (const entry of entries.filter((each) => each.isFile())) {
          const path = join(entry.parentPath, entry.name);
          const facts = await undefinedIfMissing(stat(path));
          if (facts) yield { key: relative(folder, path).replaceAll(sep, '/'), size: facts.size };
        }
      }
  }

  /** The bytes leave through this process. */
  address(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async locate(key: string): Promise<string | undefined> {
    return (await this.has(key)) ? relative(this.folder, this.pathOf(key)).replaceAll(sep, '/') : undefined;
  }

  async materialize(key: string, path: string): Promise<boolean> {
    return (await undefinedIfMissing(linkOrCopy(this.pathOf(key), path).then(() => true))) ?? false;
  }

  async remove(id: string): Promise<void> {
    const path = this.pathOf(id);
    await rm(path, { recursive: true, force: true });
    this.files.drop(path);
  }

  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.incoming);
    return bavail * bsize;
  }

  async sizeBytes(): Promise<number> {
    const { blocks, bsize } = await statfs(this.incoming);
    return blocks * bsize;
  }

  async removeLeftovers(ageMs: number): Promise<number> {
    const newest = Date.now() - ageMs;
    let removed = 0;
    for (const name of await readdir(this.incoming)) {
      const path = join(this.incoming, name);
      const facts = await undefinedIfMissing(stat(path));
      if (!facts || facts.mtimeMs > newest) continue;
      await rm(path, { force: true });
      removed += 1;
    }
    return removed;
  }

  private async publish(temporary: string, target: string): Promise<void> {
    await mkdir(dirname(target), { recursive: true, mode: 0o750 });
    await rename(temporary, target);
    await flush(dirname(target)); // the new name must survive a power failure, too
  }

  private pathOf(key: string): string {
    const parsed = parseKey(key);
    if (!parsed) throw new Error('not a key of the object store');
    return join(this.objects, parsed.id.slice(0, 2), parsed.id.slice(2, 4), parsed.id + parsed.rest);
  }
}

async function writeDurably(path: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  const handle = await open(path, 'wx', 0o640);
  try {
    let size = 0;
    for await (const chunk of source) {
      await handle.writeFile(chunk); // writes the whole chunk at the position of the handle
      size += chunk.byteLength;
    }
    await handle.sync();
    return size;
  } finally {
    await handle.close();
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A hard link is enough, because objects never change; across file systems it is a copy. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!isCode(error, 'EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP')) throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
  }
}

async function undefinedIfMissing<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

function isCode(error: unknown, ...codes: string[]): boolean {
  return isNativeError(error) && 'code' in error && codes.includes(String(error.code));
}
