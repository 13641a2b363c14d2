import type { Loan } from './buffer-pool.js';

/**
 * The storage of bytes, separate from the database that describes them.
 *
 * Keys are `<uuid>` for an upload, or `<uuid>/<name>` (also `<uuid>/<folder>/<name>`) for the files of a rendition set;
 * everything else is rejected, so a key can never lead out of the store. `remove` of a `<uuid>` takes all files below it.
 *
 * Promise: `write` is atomic. When it resolves the bytes are durable under their key; when it rejects, or the process
 * dies, the key does not exist. A key is written once and never changed, so readers may cache what they read.
 * Limits: no renaming, no appending; the caller of `write` bounds the size. There is no transaction between store and
 * database: a row is inserted after `write`, and the sweeper removes the bytes of released rows. Every call to a store on
 * the network ends, one without an answer as UNAVAILABLE; how long `write` waits for its source, and a reader between two chunks, is up to the caller.
 * Failure: `open` of an unknown key is `undefined`; every other fault of the disk or the network is thrown unchanged, and
 * must not reach a client.
 */
export abstract class ObjectStore {
  /** Reads `source` to its end and returns the number of bytes. A source that throws leaves nothing. */
  abstract write(key: string, source: AsyncIterable<Uint8Array>): Promise<number>;

  /** Stores a finished local file (it may be moved or linked, and must not change afterwards). */
  abstract adopt(key: string, path: string): Promise<void>;

  /** A removed object may still be opened for two seconds. */
  abstract open(key: string): Promise<OpenObject | undefined>;

  /** Whether the key exists at this moment. */
  abstract has(key: string): Promise<boolean>;

  /** All objects, in no particular order; one that is written or removed meanwhile may be missing. */
  abstract list(): AsyncIterable<ListedObject>;

  /** An address at which a client reads the bytes from the store itself. Undefined: no such key, or no such addresses. */
  abstract address(key: string, terms: AddressTerms): Promise<string | undefined>;

  /**
   * The path of the object below the folder of the store, for a server in front that reads the same folder. Undefined: no
   * such key, or no such folder.
   */
  abstract locate(key: string): Promise<string | undefined>;

  /** Creates a local file with these bytes at `path`, which must not exist. False: no such key. */
  abstract materialize(key: string, path: string): Promise<boolean>;

  /** Idempotent. Also takes a key below an id. */
  abstract remove(id: string): Promise<void>;

  /** Bytes that writes may still take. */
  abstract freeBytes(): Promise<number>;

  /** Bytes of the whole volume; without a volume infinite, as its free bytes. */
  abstract sizeBytes(): Promise<number>;

  /** Removes files of interrupted writes that are older than `ageMs`; returns their number. */
  abstract removeLeftovers(ageMs: number): Promise<number>;
}

export interface ListedObject {
  key: string;
  /** Bytes. */
  size: number;
}

/** Headers of the responses of an address, and its life. */
export interface AddressTerms {
  type: string;
  cacheControl: string;
  disposition?: string;
  seconds: number;
}

/** An object open for reading. The caller of `open` closes it, exactly once. */
export interface OpenObject {
  /** Bytes. */
  readonly size: number;
  /** The bytes from `start` to `end`, both included, in chunks of at most 256 KiB, whose buffers are not reused. */
  chunks(start: number, end: number): AsyncIterable<Buffer>;
  /** The same in buffers that are used again. */
  loans(start: number, end: number): AsyncIterable<Loan>;
  close(): Promise<void>;
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const KEY = new RegExp(`^(${UUID})((?:/[a-z0-9][a-z0-9_-]*(?:\\.[a-z0-9]+)?){0,3})$`);

/** The id and the rest (`''` or `/folder/name`) of a key, or undefined when it is none. */
export function parseKey(key: string): { id: string; rest: string } | undefined {
  const match = KEY.exec(key);
  return match?.[1] === undefined ? undefined : { id: match[1], rest: match[2] ?? '' };
}
