/** Samples that an AAC decoder needs before those that are heard. */
const PREROLL = 1;
/** Samples before the sound, which the edit list of `init.mp4` skips. */
const PRIMING = 1_024;

/** Flags of `trun` (ISO/IEC 14496-12, 8.8.8): a duration and a size of each sample, and the offset of their bytes. */
const DATA_OFFSET = 0x1;
const DURATIONS = 0x100;
const SIZES = 0x200;

interface Box {
  type: string;
  /** With its head. */
  bytes: Buffer;
}

/** The clock of the sound in `init.mp4`: ticks a second. Undefined when it is no such file. */
export function timescaleOf(init: Buffer): number | undefined {
  const mdhd = find(init, ['moov', 'trak', 'mdia', 'mdhd']);
  return mdhd && mdhd.length >= 24 && mdhd[8] === 0 ? mdhd.readUInt32BE(20) : undefined;
}

export interface Cut {
  bytes: Buffer;
  /** Of the first sample that is heard. */
  seconds: number;
}

/**
 * A segment from the sample that contains a second on. The fragments are those that our ffmpeg writes: one track, and
 * sizes of the samples in `trun`. Undefined for anything else, or when the second lies behind the segment.
 */
export function cutSegment(segment: Buffer, seconds: number, timescale: number): Cut | undefined {
  const boxes = boxesOf(segment);
  const kept: Buffer[] = [];
  let begins: number | undefined;
  for (const [at, { type, bytes: moof }] of boxes.entries()) {
    const mdat = boxes[at + 1];
    if (type !== 'moof' || mdat?.type !== 'mdat') continue;
    if (begins !== undefined) {
      kept.push(moof, mdat.bytes); // the rest of a joined segment
      continue;
    }
    const fragment = readFragment(moof);
    if (!fragment) return undefined;
    const { first, start } = firstSample(fragment, seconds * timescale + PRIMING);
    if (first === undefined) continue;
    begins = (start - PRIMING) / timescale;
    kept.push(...writeFragment(fragment, Math.max(0, first - PREROLL), mdat.bytes));
  }
  return begins === undefined ? undefined : { bytes: Buffer.concat(kept), seconds: Math.max(0, begins) };
}

interface Sample {
  duration: number;
  size: number;
  /** Its line in `trun`. */
  line: Buffer;
}

interface Fragment {
  mfhd: Buffer;
  tfhd: Buffer;
  /** Ticks of the first sample. */
  begins: number;
  flags: number;
  samples: Sample[];
}

function readFragment(moof: Buffer): Fragment | undefined {
  const [mfhd, tfhd] = [find(moof, ['moof', 'mfhd']), find(moof, ['moof', 'traf', 'tfhd'])];
  const [tfdt, trun] = [find(moof, ['moof', 'traf', 'tfdt']), find(moof, ['moof', 'traf', 'trun'])];
  if (!mfhd || !tfhd || tfdt?.length !== 20 || tfdt[8] !== 1 || !trun || trun.length < 20) return undefined;
  const flags = trun.readUIntBE(9, 3);
  if ((flags & ~DURATIONS) !== (SIZES | DATA_OFFSET)) return undefined;
  const lineBytes = flags & DURATIONS ? 8 : 4;
  const count = trun.readUInt32BE(12);
  if (trun.length !== 20 + count * lineBytes || tfhd.length < 20) return undefined;
  const samples = Array.from({ length: count }, (_, at) => {
    const line = trun.subarray(20 + at * lineBytes, 20 + (at + 1) * lineBytes);
    return {
      line,
      size: line.readUInt32BE(lineBytes - 4),
      duration: flags & DURATIONS ? line.readUInt32BE(0) : tfhd.readUInt32BE(16),
    };
  });
  return { mfhd, tfhd, begins: Number(tfdt.readBigUInt64BE(12)), flags, samples };
}

/** The sample that is heard at a time, and its start. */
function firstSample({ begins, samples }: Fragment, ticks: number): { first?: number; start: number } {
  let start = begins;
  for (const [first, { duration }] of samples.entries()) {
    if (start + duration > ticks) return { first, start };
    start += duration;
  }
  return { start };
}

function writeFragment({ mfhd, tfhd, begins, flags, samples }: Fragment, from: number, mdat: Buffer): Buffer[] {
  const [skipped, kept] = [samples.slice(0, from), samples.slice(from)];
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const time = Buffer.alloc(12);
  time.writeUInt8(1, 0);
  time.writeBigUInt64BE(BigInt(begins + sum(skipped.map(({ duration }) => duration))), 4);
  const head = Buffer.alloc(12);
  head.writeUIntBE(flags, 1, 3);
  head.writeUInt32BE(kept.length, 4);
  const runBytes = 8 + head.length + sum(kept.map(({ line }) => line.length));
  const moofBytes = 8 + mfhd.length + 8 + tfhd.length + 8 + time.length + runBytes;
  head.writeInt32BE(moofBytes + 8, 8); // the bytes follow the head of `mdat`
  const run = box('trun', head, ...kept.map(({ line }) => line));
  const moof = box('moof', mfhd, box('traf', tfhd, box('tfdt', time), run));
  return [moof, box('mdat', mdat.subarray(8 + sum(skipped.map(({ size }) => size))))];
}

function box(type: string, ...parts: Buffer[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + parts.reduce((sum, { length }) => sum + length, 0));
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...parts]);
}

function boxesOf(bytes: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (length < 8 || at + length > bytes.length) return [];
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), bytes: bytes.subarray(at, at + length) });
    at += length;
  }
  return boxes;
}

/** The box at a path of types, with its head. */
function find(bytes: Buffer, [type, ...rest]: readonly string[]): Buffer | undefined {
  const found = boxesOf(bytes).find((each) => each.type === type)?.bytes;
  return found && rest.length > 0 ? find(found.subarray(8), rest) : found;
}
