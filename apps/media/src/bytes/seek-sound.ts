import type { ObjectStore } from '../store/object-store.js';
import { readSegments } from '../transcode/media-playlist.js';
import { readRates } from '../transcode/master-playlist.js';
import { progressiveRate } from '../transcode/ladder.js';
import { cutSegment, timescaleOf } from './fragment.js';

export interface SoundFrom {
  /** Of the first sample that is heard. */
  seconds: number;
  chunks: AsyncIterable<Buffer>;
}

/** A playlist of 12 hours has some 250 KiB. */
const MOST_READ = 4 * 1024 ** 2;

/**
 * The sound from a second on, as a stream of its own: header and fragments of the rate of `audio.m4a`, whose own bytes
 * nothing can decode from the middle on. Behind the end it is the last sample. Undefined when the rendition is gone.
 */
export async function soundFrom(store: ObjectStore, renditionId: string, seconds: number): Promise<SoundFrom | undefined> {
  const master = await read(store, `${renditionId}/master.m3u8`);
  const rate = progressiveRate(readRates(master?.toString('latin1') ?? ''));
  const folder = `${renditionId}/${rate}`;
  const [playlist, init] = [await read(store, `${folder}/index.m3u8`), await read(store, `${folder}/init.mp4`)];
  if (!playlist || !init) return undefined;
  const segments = readSegments(playlist.toString('latin1'));
  const total = segments.reduce((sum, segment) => sum + segment.seconds, 0);
  const wanted = Math.max(0, Math.min(seconds, total - 0.02));
  let begins = 0;
  const at = segments.findIndex((segment) => {
    if (begins + segment.seconds > wanted) return true;
    begins += segment.seconds;
    return false;
  });
  const first = at < 0 ? undefined : await read(store, `${folder}/${segments[at]?.name}`);
  if (!first) return undefined;
  const cut = cutSegment(first, wanted, timescaleOf(init) ?? 0) ?? { bytes: first, seconds: begins };
  const rest = segments.slice(at + 1).map(({ name }) => `${folder}/${name}`);
  return { seconds: cut.seconds, chunks: joined([init, cut.bytes], store, rest) };
}

async function* joined(begin: Buffer[], store: ObjectStore, keys: readonly string[]): AsyncGenerator<Buffer> {
  yield* begin;
  for (const key of keys) {
    const object = await store.open(key);
    if (!object) throw new Error('a segment of a rendition is missing');
    try {
      yield* object.chunks(0, object.size - 1);
    } finally {
      await object.close();
    }
  }
}

async function read(store: ObjectStore, key: string): Promise<Buffer | undefined> {
  const object = await store.open(key);
  if (!object) return undefined;
  try {
    if (object.size > MOST_READ) return undefined;
    const chunks: Buffer[] = [];
    for await (const chunk of object.chunks(0, object.size - 1)) chunks.push(chunk);
    return Buffer.concat(chunks);
  } finally {
    await object.close();
  }
}

/** The same bytes in chunks of one size; the last one may be shorter. */
export async function* inChunks(source: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const part of source) {
    let rest = part;
    while (length + rest.length >= bytes) {
      yield Buffer.concat([...parts, rest.subarray(0, bytes - length)]);
      rest = rest.subarray(bytes - length);
      parts = [];
      length = 0;
    }
    parts.push(rest);
    length += rest.length;
  }
  if (length > 0) yield Buffer.concat(parts);
}
