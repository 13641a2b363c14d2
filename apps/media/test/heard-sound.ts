import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FFMPEG_PATH } from './programs.js';

const run = promisify(execFile);
const MOST_BYTES = 512 * 1024 ** 2;

/** What a player hears of a rendition in HLS, from the files that its playlist lists. */
export interface Heard {
  sampleRate: number;
  /** Samples before the sound that the edit list names. */
  priming: number;
  /** The samples of the first channel, without those before the sound and those behind its end. */
  samples: Float32Array;
  /** The sample that each segment but the first begins with. */
  borders: number[];
  /** The sum of the lengths in the playlist. */
  seconds: number;
}

/** Decodes a whole playlist in one go, and cuts it as its edit list and the lengths of its samples say. */
export async function heardOf(folder: string): Promise<Heard> {
  const playlist = await readFile(join(folder, 'index.m3u8'), 'utf8');
  const read = (name: string) => readFile(join(folder, name));
  const init = await read('init.mp4');
  const segments = await Promise.all((playlist.match(/^s\d+\.m4s$/gm) ?? []).map(read));
  const media = ['moov', 'trak', 'mdia', 'mdhd'];
  const sampleRate = one(init, media).readUInt32BE(12);
  const priming = one(init, ['moov', 'trak', 'edts', 'elst']).readInt32BE(12);
  const lengths = segments.map((segment) => ticksOf(segment));
  const starts = lengths.map((_, at) => lengths.slice(0, at).reduce((sum, { ticks }) => sum + ticks, 0));
  segments.forEach((segment, at) => {
    const begins = Number(one(segment, ['moof', 'traf', 'tfdt']).readBigUInt64BE(4));
    if (begins !== starts[at]) throw new Error(`segment ${at} begins at ${begins} instead of ${starts[at]}`);
  });
  const total = lengths.reduce((sum, { ticks }) => sum + ticks, 0);
  const decoded = await decode(Buffer.concat([init, ...segments]), sampleRate);
  // The decoder of Opus leaves the samples before the sound out, that of AAC does not.
  const coded = lengths.reduce((sum, { coded: each }) => sum + each, 0);
  // A frame of FLAC is as long as stated; those of the others are as long as all.
  const skipped = decoded.length === total ? 0 : coded - decoded.length;
  if (skipped !== 0 && skipped !== priming) throw new Error(`${skipped} samples are missing`);
  return {
    sampleRate,
    priming,
    samples: decoded.subarray(priming - skipped, total - skipped),
    borders: starts.slice(1).map((start) => start - priming),
    seconds: [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].reduce((sum, [, length]) => sum + Number(length), 0),
  };
}

/** The edit list of a whole file: the samples before the sound, and its length. */
export async function editOf(path: string): Promise<{ priming: number; seconds: number }> {
  const bytes = await readFile(path);
  const edit = one(bytes, ['moov', 'trak', 'edts', 'elst']);
  const clock = one(bytes, ['moov', 'mvhd']).readUInt32BE(12);
  return { priming: edit.readInt32BE(12), seconds: edit.readUInt32BE(8) / clock };
}

/** The samples of the first channel of any file, at its own rate. */
export const samplesOf = async (path: string): Promise<Float32Array> => floats(await ffmpeg(['-i', path]));

const decode = async (bytes: Buffer, sampleRate: number) => floats(await ffmpeg(['-i', 'pipe:0', '-ar', `${sampleRate}`], bytes));

const floats = (bytes: Buffer) => new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));

async function ffmpeg(input: readonly string[], stdin?: Buffer): Promise<Buffer> {
  const args = ['-v', 'error', ...input, '-af', 'pan=mono|c0=c0', '-f', 'f32le', 'pipe:1'];
  const running = run(FFMPEG_PATH, args, { encoding: 'buffer', maxBuffer: MOST_BYTES });
  running.child.stdin?.on('error', () => undefined); // its exit says why
  running.child.stdin?.end(stdin);
  return (await running).stdout;
}

/** The stated length of a segment, and the samples that its packets decode to: all as long as the longest. */
function ticksOf(segment: Buffer): { ticks: number; coded: number } {
  let [ticks, coded] = [0, 0];
  for (const { type, body } of boxesOf(segment)) {
    if (type !== 'moof') continue;
    const [tfhd, trun] = [one(body, ['traf', 'tfhd']), one(body, ['traf', 'trun'])];
    const [flags, count] = [trun.readUIntBE(1, 3), trun.readUInt32BE(4)];
    const lineBytes = flags & 0x100 ? 8 : 4;
    const usual = tfhd.readUInt32BE(8);
    const lines = Array.from({ length: count }, (_, at) => (flags & 0x100 ? trun.readUInt32BE(12 + at * lineBytes) : usual));
    ticks += lines.reduce((sum, each) => sum + each, 0);
    coded += lines.length * Math.max(...lines);
  }
  return { ticks, coded };
}

function boxesOf(bytes: Buffer): { type: string; body: Buffer }[] {
  const boxes: { type: string; body: Buffer }[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + 8, at + length) });
    at += length;
  }
  return boxes;
}

/** The content of the box at a path of types. */
function one(bytes: Buffer, [type, ...rest]: readonly string[]): Buffer {
  const found = boxesOf(bytes).find((each) => each.type === type)?.body;
  if (!found) throw new Error(`no ${type}`);
  return rest.length > 0 ? one(found, rest) : found;
}
