import { createHash } from 'node:crypto';
import type { MovingStore } from './moving-store.js';
import type { ListedObject, ObjectStore } from './object-store.js';

const AT_ONCE = 4;

export interface Moved {
  /** Objects that were copied now. */
  copied: number;
  bytes: number;
  /** Objects that an earlier run had copied. */
  present: number;
  /** Objects that were removed by the service meanwhile. */
  gone: number;
  deleted: number;
}

/**
 * Copies all objects of the old store to the new one, while the service runs. A copy is read back and compared by its
 * SHA-256. With `deletes` an object is removed from the old store after both are compared by their SHA-256. Interrupted, it
 * goes on when it runs again. `moved` is called after each object.
 */
export async function moveObjects(store: MovingStore, deletes: boolean, moved: (sum: Moved) => void): Promise<Moved> {
  const sum: Moved = { copied: 0, bytes: 0, present: 0, gone: 0, deleted: 0 };
  const waiting: AsyncIterator<ListedObject> = store.origin.list()[Symbol.asyncIterator]();
  const work = async () => {
    for (let next = await waiting.next(); !next.done; next = await waiting.next()) {
      const { key, size } = next.value;
      const end = await moveObject(store, key, size, deletes);
      sum[end] += 1;
      if (end === 'copied') sum.bytes += size;
      if (end !== 'gone' && deletes) sum.deleted += 1;
      moved(sum);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return sum;
}

async function moveObject({ origin, target }: MovingStore, key: string, size: number, deletes: boolean) {
  const isThere = (await sizeOf(target, key)) === size;
  if (isThere && !deletes) return 'present';
  const hash = isThere ? await hashOf(origin, key) : await copy(origin, target, key);
  if (hash === undefined) return 'gone';
  if ((await hashOf(target, key)) !== hash) {
    // The service may have removed both.
    if (await origin.has(key)) throw new Error(`the copy of ${key} differs: it stays in the old store`);
    return 'gone';
  }
  // The service removes an object from the old store first: what is gone there must not come back by the copy.
  if (!(await origin.has(key))) {
    await target.remove(key);
    return 'gone';
  }
  if (deletes) await origin.remove(key);
  return isThere ? 'present' : 'copied';
}

async function sizeOf(store: ObjectStore, key: string): Promise<number | undefined> {
  const object = await store.open(key);
  await object?.close();
  return object?.size;
}

async function copy(origin: ObjectStore, target: ObjectStore, key: string): Promise<string | undefined> {
  const object = await origin.open(key);
  if (!object) return undefined;
  const hash = createHash('sha256');
  async function* bytes() {
    for await (const chunk of object?.chunks(0, object.size - 1) ?? []) {
      hash.update(chunk);
      yield chunk;
    }
  }
  try {
    await target.write(key, bytes());
  } finally {
    await object.close();
  }
  return hash.digest('hex');
}

async function hashOf(store: ObjectStore, key: string): Promise<string | undefined> {
  const object = await store.open(key);
  if (!object) return undefined;
  const hash = createHash('sha256');
  try {
    for await (const chunk of object.chunks(0, object.size - 1)) hash.update(chunk);
  } finally {
    await object.close();
  }
  return hash.digest('hex');
}
