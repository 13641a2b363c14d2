import { deflateSync } from 'node:zlib';
import { type Bait, type End, hostile, type HostileFile, patched, type Sounds, u32be, u64be } from './hostile-file.js';

const box = (type: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  return Buffer.concat([u32be(8 + body.length), Buffer.from(type), body]);
};
const FTYP = box('ftyp', Buffer.from('M4A '), u32be(0), Buffer.from('M4A isom'));

/** Adds content at the end of a box, and to the sizes of the boxes around it. */
function grown(file: Buffer, types: readonly string[], content: Buffer): Buffer {
  const places: number[] = [];
  let from = 0;
  for (const type of types) {
    const at = file.indexOf(type, from) - 4;
    if (at < 0) throw new Error(`no box ${type}`);
    places.push(at);
    from = at + 8;
  }
  const innermost = places.at(-1) ?? 0;
  const end = innermost + file.readUInt32BE(innermost);
  const copy = Buffer.concat([file.subarray(0, end), content, file.subarray(end)]);
  for (const at of places) copy.writeUInt32BE(file.readUInt32BE(at) + content.length, at);
  return copy;
}

/** MP4 (ISO/IEC 14496-12) with boxes that lie. The index of the honest file is at its end, so additions move no sample. */
export function mp4Files({ m4a }: Sounds, { url, path }: Bait): HostileFile[] {
  const dead = 'UNREADABLE';
  const file = (name: string, bytes: Buffer, end: End = dead) => hostile(name, bytes, end, 'a.m4a');
  const field = (type: string, offset: number, value: Buffer) => patched(m4a, m4a.indexOf(type) + 4 + offset, value);
  let nested = box('free');
  for (let i = 0; i < 5_000; i += 1) nested = box('udta', nested);
  const bomb = box(
    'moov',
    box('cmov', box('dcom', Buffer.from('zlib')), box('cmvd', u32be(200 << 20), deflateSync(Buffer.alloc(50 << 20)))),
  );
  const movie = box(
    'moov',
    box('rmra', box('rmda', box('rdrf', u32be(0), Buffer.from('url '), u32be(url.length), Buffer.from(url)))),
  );
  const edits = box('edts', box('elst', u32be(0), u32be(50_000), Buffer.alloc(50_000 * 12, 1)));
  const cover = (data: Buffer) =>
    box('udta', box('meta', u32be(0), box('ilst', box('covr', box('data', u32be(13), u32be(0), data)))));
  return [
    file('MP4 without its index', m4a.subarray(0, m4a.indexOf('moov') - 4)),
    file('MP4 of nothing but its brand', FTYP),
    file('MP4 of nested boxes', Buffer.concat([FTYP, box('moov', nested)])),
    file(
      'MP4 of 20,000 tracks without content',
      Buffer.concat([FTYP, box('moov', ...Array.from({ length: 20_000 }, () => box('trak')))]),
    ),
    file('MP4 with a compressed index of 200 MiB', Buffer.concat([FTYP, bomb])),
    file('MP4 that refers to an address', Buffer.concat([FTYP, movie])),
    file('MP4 with a box of no size', Buffer.concat([FTYP, u32be(0), Buffer.from('moov'), Buffer.alloc(100)])),
    file('MP4 with a box of one byte', Buffer.concat([FTYP, u32be(1), Buffer.from('moov'), u64be(1n), Buffer.alloc(100)])),
    file('MP4 with a box of 2^64-1 bytes', Buffer.concat([FTYP, u32be(1), Buffer.from('moov'), u64be(0xffffffffffffffffn)])),
    file('MP4 of 2^32-1 samples', field('stsz', 8, u32be(0xffffffff)), 'UNREADABLE'),
    file('MP4 whose samples last 2^31 ticks', field('stts', 12, u32be(0x7fffffff)), 'UNREADABLE'),
    file('MP4 that claims 136 years', field('mvhd', 16, u32be(0xffffffff)), 'ready'),
    file('MP4 of a scale of 0', field('mdhd', 12, u32be(0)), 'ready'),
    file('MP4 of a scale of 2^32-1', field('mdhd', 12, u32be(0xffffffff)), 'ready'),
    file('MP4 whose samples lie outside', field('stco', 8, u32be(0x7fffffff)), 'UNREADABLE'),
    file('MP4 with 50,000 edits', grown(m4a, ['moov', 'trak'], edits), 'UNREADABLE'),
    file(
      'MP4 with data in another file',
      grown(m4a, ['moov', 'trak', 'mdia', 'minf', 'dinf', 'dref'], box('url ', u32be(0), Buffer.from(`file://${path}\0`))),
      'ready',
    ),
    file('MP4 with a cover that is HTML', grown(m4a, ['moov'], cover(Buffer.from('<script>alert(1)</script>'))), 'ready'),
    file(
      'MP4 cut inside its samples',
      Buffer.concat([m4a.subarray(0, 600), m4a.subarray(m4a.indexOf('moov') - 4)]),
      'UNREADABLE',
    ),
    hostile('MP4 named .wav', m4a, 'ready', 'a.wav'),
  ];
}
