import { type Bait, type End, hostile, type HostileFile, patched, type Sounds, u32, u32be } from './hostile-file.js';
import { png } from './other-bytes.js';

const block = (type: number, data: Buffer, last = false): Buffer =>
  Buffer.concat([Buffer.from([type | (last ? 0x80 : 0)]), u32be(data.length).subarray(1), data]);

/** A FLAC whose stream information is followed by other blocks (https://www.rfc-editor.org/rfc/rfc9639, 8). */
function withBlocks(flac: Buffer, ...blocks: Buffer[]): Buffer {
  const information = Buffer.from(flac.subarray(4, 4 + 38));
  information[0] = (information[0] ?? 0) & 0x7f;
  let at = 4;
  for (let last = false; !last;) {
    last = ((flac[at] ?? 0x80) & 0x80) !== 0;
    at += 4 + flac.readUIntBE(at + 1, 3);
  }
  return Buffer.concat([flac.subarray(0, 4), information, ...blocks, block(1, Buffer.alloc(4), true), flac.subarray(at)]);
}

const picture = (mime: string, data: Buffer | string, claimed?: number): Buffer => {
  const bytes = Buffer.from(data);
  const facts = [
    u32be(3),
    u32be(mime.length),
    Buffer.from(mime),
    u32be(0),
    Buffer.alloc(16),
    u32be(claimed ?? bytes.length),
    bytes,
  ];
  return block(6, Buffer.concat(facts));
};

const comments = (list: readonly string[], claimed?: number): Buffer =>
  block(
    4,
    Buffer.concat([
      u32(4),
      Buffer.from('veza'),
      u32(claimed ?? list.length),
      ...list.map((each) => Buffer.concat([u32(Buffer.byteLength(each)), Buffer.from(each)])),
    ]),
  );

export function flacFiles({ flac }: Sounds, { url }: Bait, script: string): HostileFile[] {
  const dead = 'UNREADABLE';
  const file = (name: string, bytes: Buffer, end: End = 'ready') => hostile(name, bytes, end, 'a.flac');
  // The number of samples is the low 36 bits at byte 13 of the stream information.
  const claiming = patched(flac, 8 + 13, Buffer.from([(flac[21] ?? 0) | 0x0f, 0xff, 0xff, 0xff, 0xff]));
  return [
    file('FLAC magic before a playlist', Buffer.concat([Buffer.from('fLaC'), Buffer.from(script)]), dead),
    file('FLAC that claims 2^36 samples', claiming, 'TOO_LONG'),
    file('FLAC cut inside a frame', flac.subarray(0, flac.length - 99)),
    file('FLAC without frames', flac.subarray(0, 42), dead),
    file('FLAC with PHP in a block', withBlocks(flac, block(2, Buffer.from('test<?php system("id"); ?>')))),
    file('FLAC with a cover that is an address', withBlocks(flac, picture('-->', `${url}/cover.png`))),
    file('FLAC with a cover of 20,000 by 20,000', withBlocks(flac, picture('image/png', png(20_000, 20_000)))),
    file('FLAC with a cover that claims 4 GiB', withBlocks(flac, picture('image/png', png(8, 8), 0xffffffff)), 'ready'),
    file('FLAC with 10,000 comments', withBlocks(flac, comments(Array.from({ length: 10_000 }, (_, i) => `K${i}=v`)))),
    file('FLAC that claims 2^32-1 comments', withBlocks(flac, comments(['TITLE=x'], 0xffffffff)), 'ready'),
    file('FLAC of a sheet of 100,000 bytes', withBlocks(flac, block(5, Buffer.alloc(100_000))), 'UNREADABLE'),
    hostile('FLAC named .mp3', flac, 'ready', 'a.mp3'),
  ];
}

/** Pages of Ogg with other contents; ffmpeg checks no checksum of a page. */
export function oggFiles({ ogg, opus }: Sounds): HostileFile[] {
  const dead = 'UNREADABLE';
  const last = opus.lastIndexOf('OggS');
  const jump = patched(opus, last + 6, Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x3f]));
  const channels = patched(opus, opus.indexOf('OpusHead') + 9, Buffer.from([255]));
  return [
    hostile('Opus with a jump to 2^62', jump, 'ready', 'a.opus'),
    hostile('Opus of 255 channels', channels, dead, 'a.opus'),
    hostile('Opus of no channels', patched(opus, opus.indexOf('OpusHead') + 9, Buffer.from([0])), dead, 'a.opus'),
    hostile(
      'Opus without its comments',
      Buffer.concat([opus.subarray(0, 47), opus.subarray(opus.indexOf('OggS', 60))]),
      'UNREADABLE',
      'a.opus',
    ),
    hostile('Ogg cut inside a page', ogg.subarray(0, ogg.length - 77), 'ready', 'a.ogg'),
    hostile('Ogg of one page', ogg.subarray(0, ogg.indexOf('OggS', 4)), dead, 'a.ogg'),
    hostile('Ogg of 200 streams, one after the other', Buffer.concat(Array.from({ length: 200 }, () => ogg)), 'ready', 'a.ogg'),
    hostile(
      'Ogg that is Theora',
      patched(ogg, ogg.indexOf('\x01vorbis'), Buffer.from('\x80theora', 'latin1')),
      'refused',
      'a.ogg',
    ),
    hostile('Ogg magic before noise', Buffer.concat([ogg.subarray(0, 58), Buffer.alloc(9_000, 0x5a)]), dead, 'a.ogg'),
  ];
}
