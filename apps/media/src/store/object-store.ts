/**
 * Where bytes are kept, away from the database that says what they mean.
 *
 * Keys are `<uuid>` for an upload, or `<uuid>/<name>` (also `<uuid>/<folder>/<name>`) for the files of a rendition set;
 * everything else is refused, so a key can never leave the store. `remove` of a `<uuid>` takes all files below it.
 *
 * Promise: `write` is all or nothing. When it resolves the bytes are durable under their key; when it rejects, or the
 * process dies, nothing is there. A key is written once and never changed, so readers may cache what they read.
 * Limits: no listing, no renaming, no appending; sizes are bounded by whoever feeds `write`. There is no transaction
 * between store and database: a row is inserted after `write`, and the sweeper removes bytes whose row gave them up.
 * Failure: `open` of a key that is not there is `undefined`; every other fault of the disk or the network is thrown as
 * it is and must not reach a client.
 */
export abstract class ObjectStore {
  /** Takes `source` to its end; answers the number of bytes. A source that throws leaves nothing. */
  abstract write(key: string, source: AsyncIterable<Uint8Array>): Promise<number>;

  /** Takes a finished local file over (it may be moved or linked, and must not be changed afterwards). */
  abstract adopt(key: string, path: string): Promise<void>;

  abstract open(key: string): Promise<OpenObject | undefined>;

  /** A local file with these bytes, for programs that read files: made at `path`, which must not exist. False: no such key. */
  abstract materialize(key: string, path: string): Promise<boolean>;

  /** Removing what is not there is not an error. */
  abstract remove(id: string): Promise<void>;

  /** Removes what writes that died left behind, once it is older than `ageMs`; answers how many. */
  abstract removeLeftovers(ageMs: number): Promise<number>;
}

/** An object being read. Whoever opened it closes it, exactly once. */
export interface OpenObject {
  /** Bytes. */
  readonly size: number;
  /** The bytes from `start` to `end`, both included, in chunks of at most 256 KiB; each chunk is the reader's own. */
  chunks(start: number, end: number): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const KEY = new RegExp(`^(${UUID})((?:/[a-z0-9][a-z0-9_-]*(?:\\.[a-z0-9]+)?){0,3})$`);

/** The id and the rest (`''` or `/folder/name`) of a key, or undefined when it is none. */
export function parseKey(key: string): { id: string; rest: string } | undefined {
  const match = KEY.exec(key);
  return match?.[1] === undefined ? undefined : { id: match[1], rest: match[2] ?? '' };
}
