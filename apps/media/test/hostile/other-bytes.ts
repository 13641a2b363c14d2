import { deflateSync, gzipSync } from 'node:zlib';
import { hostile, type HostileFile, u16, u32, u32be } from './hostile-file.js';

const at = (place: HostileFile['place'], filename: string, file: HostileFile): HostileFile => ({ ...file, place, filename });

/** A PNG of one colour: its pixels are many, its bytes few. */
export function png(width: number, height: number, chunks: readonly Buffer[] = []): Buffer {
  const row = 1 + Math.ceil(width / 8);
  const header = Buffer.concat([u32be(width), u32be(height), Buffer.from([1, 0, 0, 0, 0])]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...chunks,
    chunk('IDAT', deflateSync(Buffer.alloc(row * height), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([u32be(data.length), body, u32be(crc32(body))]);
}

/** ISO 3309, as PNG requires. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const noise = (bytes: number): Buffer => {
  let state = 7;
  return Buffer.from(Uint8Array.from({ length: bytes }, () => (state = (state * 48_271) % 2_147_483_647) & 0xff));
};

/** Programs, archives and pictures under the names of sounds. */
export function otherBytes(): HostileFile[] {
  const elf = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(500)]);
  return [
    hostile('one byte', Buffer.from([0xff]), 'refused'),
    hostile('no byte', Buffer.alloc(0), 'refused'),
    hostile('RIFF and no more', 'RIFF', 'refused', 'a.wav'),
    hostile('a MiB of zeros', Buffer.alloc(1 << 20), 'refused'),
    hostile('a MiB of noise', noise(1 << 20), 'refused'),
    hostile('PE program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]), 'refused', 'a.wav'),
    hostile('ELF program', elf, 'refused'),
    hostile('ZIP archive', Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(100)]), 'refused'),
    hostile('gzip bomb', gzipSync(Buffer.alloc(50 << 20)), 'refused'),
    hostile('PNG picture', png(8, 8), 'refused'),
    hostile('MIDI file', Buffer.concat([Buffer.from('MThd'), u32be(6), Buffer.alloc(6)]), 'refused', 'a.mp3'),
    hostile('tracker module', Buffer.concat([Buffer.alloc(1_080), Buffer.from('M.K.'), Buffer.alloc(1_000)]), 'refused'),
    hostile('Java class', Buffer.concat([Buffer.from([0xca, 0xfe, 0xba, 0xbe]), Buffer.alloc(100)]), 'refused'),
    hostile('WebAssembly', Buffer.concat([Buffer.from('\0asm\x01\0\0\0', 'latin1'), Buffer.alloc(100)]), 'refused'),
  ];
}

/** Files of resources, products and rooms, which browsers may open. */
export function pictures(): HostileFile[] {
  const html = '<!doctype html><script>alert(1)</script>';
  const jpeg = Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
    Buffer.from([0, 16]),
    Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1'),
    Buffer.from([0xff, 0xc0, 0, 17, 8, 0xff, 0xdc, 0xff, 0xdc, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]),
    Buffer.from([0xff, 0xd9]),
  ]);
  const frame = Buffer.from([0x2c, 0, 0, 0, 0, 0xe8, 3, 0xe8, 3, 0, 2, 2, 0x4c, 1, 0]);
  const gif = Buffer.concat([
    Buffer.from('GIF89a'),
    u16(1_000),
    u16(1_000),
    Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
    ...Array.from({ length: 2_000 }, () => frame),
    Buffer.from([0x3b]),
  ]);
  const files = [
    hostile('PNG of 30,000 by 30,000', png(30_000, 30_000), 'refused', 'a.png'),
    hostile('PNG with HTML in a text chunk', png(16, 16, [chunk('tEXt', Buffer.from(`Title\0${html}`))]), 'stored', 'a.png'),
    hostile('HTML named .png', html, 'refused', 'a.png'),
    hostile('SVG with a script', `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`, 'refused', 'a.svg'),
    hostile('JPEG that claims 65,500 by 65,500', jpeg, 'refused', 'a.jpg'),
    hostile('GIF of 2,000 frames', gif, 'refused', 'a.gif'),
    hostile('HTML after 6 KB of text', `${'words '.repeat(1_000)}${html}`, 'refused', 'a.txt'),
    hostile('PHP named .jpg', '<?php system("id"); ?>', 'refused', 'a.jpg'),
    hostile('PNG cut off', png(64, 64).subarray(0, 60), 'stored', 'a.png'),
    hostile(
      'WebP with no picture',
      Buffer.concat([Buffer.from('RIFF'), u32(20), Buffer.from('WEBPVP8 '), u32(8), Buffer.alloc(8)]),
      'refused',
      'a.webp',
    ),
  ];
  return files.flatMap((file) => [
    at('resource', file.filename, { ...file, name: `resource: ${file.name}` }),
    at('product-file', file.filename, { ...file, name: `product: ${file.name}` }),
    at('chat-file', file.filename, { ...file, name: `room: ${file.name}` }),
  ]);
}
