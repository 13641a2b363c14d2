import { deflateSync } from 'node:zlib';
import { type Bait, hostile, type HostileFile, patched, type Sounds, u32be } from './hostile-file.js';
import { png } from './other-bytes.js';

/** Sizes in ID3v2 have seven bits a byte (https://id3.org/id3v2.4.0-structure, 6.2). */
const synchsafe = (size: number): Buffer => Buffer.from([21, 14, 7, 0].map((shift) => (size >> shift) & 0x7f));

const frame = (id: string, data: Buffer | string): Buffer => {
  const body = Buffer.from(data);
  return Buffer.concat([Buffer.from(id), u32be(body.length), Buffer.alloc(2), body]);
};

/** A tag of ID3v2.3; `claimed` is the size that it states. */
function id3(frames: readonly Buffer[], claimed?: number): Buffer {
  const body = Buffer.concat(frames);
  return Buffer.concat([Buffer.from('ID3\x03\0\0', 'latin1'), synchsafe(claimed ?? body.length), body]);
}

const text = (id: string, value: string) => frame(id, Buffer.concat([Buffer.from([3]), Buffer.from(value)]));
const cover = (type: string, data: Buffer | string) =>
  frame('APIC', Buffer.concat([Buffer.from(`\0${type}\0\x03\0`, 'latin1'), Buffer.from(data)]));

/** MP3 and AAC with tags and frames that lie. */
export function mpegFiles({ mp3, aac }: Sounds, { url }: Bait, script: string): HostileFile[] {
  const html = '<!doctype html><script>alert(1)</script>';
  const frames = mp3.subarray(mp3.indexOf(Buffer.from([0xff, 0xfb])));
  const tagged = (name: string, ...list: Buffer[]) => hostile(name, Buffer.concat([id3(list), frames]), 'ready');
  const xing = mp3.indexOf('Xing') < 0 ? mp3.indexOf('Info') : mp3.indexOf('Xing');
  const rates = Buffer.concat(
    Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? frames.subarray(0, 4_000) : frames.subarray(400, 3_000))),
  );
  return [
    hostile('MP3 magic before a playlist', Buffer.concat([id3([text('TIT2', 'x')]), Buffer.from(script)]), 'UNREADABLE'),
    hostile('ADTS frames before a playlist', Buffer.concat([aac, Buffer.from(script)]), 'ready', 'a.aac'),
    hostile('MP3 cut inside a frame', mp3.subarray(0, mp3.length - 37), 'ready'),
    hostile('MP3 that begins inside a frame', frames.subarray(137), 'ready'),
    hostile('MP3 of 2^32-1 frames', patched(mp3, xing + 8, u32be(0xffffffff)), 'ready'),
    hostile('MP3 that changes its frames', rates, 'ready'),
    hostile('MP3 and HTML', Buffer.concat([frames, Buffer.from(html)]), 'ready'),
    hostile('AAC cut inside a frame', aac.subarray(0, aac.length - 11), 'ready', 'a.aac'),
    hostile('AAC of one frame', aac.subarray(0, 400), 'ready', 'a.aac'),
    tagged('HTML in a tag', text('TIT2', html)),
    tagged(
      'a tag of control and bidi characters',
      text('TIT2', '\u202e\u0007\u0000gpj.exe'),
      text('TPE1', '\ud83d\ude00'.repeat(50)),
    ),
    tagged('a tag of 5 KB of text', text('TIT2', 'x'.repeat(5_000)), text('TALB', 'y'.repeat(5_000))),
    tagged('a tag with a track number and a year that are none', text('TRCK', '-1/0'), text('TYER', '99999999999')),
    tagged('a tag of 2,000 frames', ...Array.from({ length: 2_000 }, (_, i) => text('TXXX', `key${i}\0value`))),
    tagged('a tag of 8 MiB', frame('PRIV', Buffer.alloc(8 << 20))),
    tagged('a cover that is an address', cover('-->', `${url}/cover.jpg`)),
    tagged(
      'a cover that is an SVG',
      cover('image/jpeg', `<svg xmlns="http://www.w3.org/2000/svg"><image href="${url}/x"/></svg>`),
    ),
    tagged('a cover of 20,000 by 20,000', cover('image/png', png(20_000, 20_000))),
    tagged('a cover that ends early', cover('image/png', png(400, 400).subarray(0, 70))),
    tagged('ten covers', ...Array.from({ length: 10 }, (_, i) => cover('image/png', png(100 + i, 100)))),
    hostile(
      '150 covers',
      Buffer.concat([id3(Array.from({ length: 150 }, () => cover('image/png', png(8, 8)))), frames]),
      'ready',
    ),
    tagged('a compressed frame', frame('TIT2', deflateSync(Buffer.alloc(1 << 20)))),
    hostile('a tag that claims 256 MiB', Buffer.concat([id3([text('TIT2', 'x')], (1 << 28) - 1), frames]), 'ready'),
    hostile('a tag and nothing else', id3([text('TIT2', 'x')]), 'UNREADABLE'),
  ];
}
