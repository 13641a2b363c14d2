import type { WaveformBody } from '@veza/contracts';
import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 800;
const HEIGHT = 120;
const INK: readonly number[] = [0x4f, 0x6d, 0x8f];

/** The lowest and the highest row of ink for each of `width` columns. */
function columns({ data, length }: WaveformBody, width: number, height: number): [number, number][] {
  const row = (peak: number) => Math.min(height - 1, Math.max(0, Math.round(((127 - peak) / 255) * (height - 1))));
  return Array.from({ length: width }, (_, column) => {
    const from = Math.floor((column * length) / width);
    const to = Math.max(from + 1, Math.floor(((column + 1) * length) / width));
    const peaks = data.slice(2 * from, 2 * to);
    return [row(Math.max(0, ...peaks)), row(Math.min(0, ...peaks))];
  });
}

export function waveformSvg(waveform: WaveformBody): string {
  const strokes = columns(waveform, WIDTH, HEIGHT).map(([top, bottom], column) => `M${column} ${top}V${bottom + 1}`);
  const ink = `#${INK.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none"><path stroke="${ink}" d="${strokes.join('')}"/></svg>\n`;
}

/** Two colours need no image library: one bit per pixel, transparent background. */
export function waveformPng(waveform: WaveformBody): Buffer {
  const rowBytes = WIDTH / 8 + 1; // the first byte of a row names its filter: none
  const pixels = Buffer.alloc(rowBytes * HEIGHT);
  columns(waveform, WIDTH, HEIGHT).forEach(([top, bottom], column) => {
    for (let row = top; row <= bottom; row++) {
      const at = row * rowBytes + 1 + (column >> 3);
      pixels[at] = (pixels[at] ?? 0) | (0x80 >> (column & 7));
    }
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([1, 3, 0, 0, 0], 8); // one bit a pixel, indexed colours
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from([255, 255, 255, ...INK])),
    chunk('tRNS', Buffer.from([0])),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
