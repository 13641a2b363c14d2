import type { UploadKind } from '@veza/contracts';

/**
 * How an upload may end: `refused` with 400, 413 or 415 before anything is stored, `ready` as a track (other places: `stored`),
 * or a failure of the transcoding with its code. Never `INTERNAL`, a 5xx, or silence.
 */
export type End = 'refused' | 'stored' | 'ready' | 'UNREADABLE' | 'TOO_LONG' | 'TIMED_OUT';

export interface HostileFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** What the uploader claims. */
  readonly filename: string;
  readonly place: UploadKind;
  readonly end: End;
}

/** An upload as a track. */
export const hostile = (name: string, bytes: Buffer | string, end: End, filename = 'sound.mp3'): HostileFile => ({
  name,
  bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
  filename,
  place: 'track',
  end,
});

/** What a hostile file tries to reach: none of them may ever be asked, opened or served. */
export interface Bait {
  /** An HTTP server that counts requests. */
  readonly url: string;
  /** A file outside of the store. */
  readonly path: string;
}

/** Honest sounds of two seconds, by format, to be damaged. */
export type Sounds = Readonly<
  Record<'wav' | 'mp3' | 'flac' | 'm4a' | 'ogg' | 'opus' | 'webm' | 'aac' | 'aiff' | 'caf' | 'w64' | 'wv' | 'wma' | 'au', Buffer>
>;

export const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};
export const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
export const u32be = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};
export const u64be = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
};

/** A copy with other bytes at a place. */
export function patched(bytes: Buffer, at: number, other: Buffer | string): Buffer {
  if (at < 0) throw new Error('The place to be changed was not found');
  const copy = Buffer.from(bytes);
  copy.set(Buffer.from(other), at);
  return copy;
}
