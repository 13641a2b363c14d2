import { tone } from '../sound.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const WAV = tone(0.15);

/** File contents by the names that drafts use: some valid for some operation, some for none. */
export const FILES: Record<string, Buffer> = {
  'tone.wav': WAV,
  'dot.png': PNG,
  'text.txt': Buffer.from('nothing but a few words\n'),
  'products.csv': Buffer.from('name,price\nOud,399.90\n'),
  'page.html': Buffer.from('<!doctype html><script>alert(1)</script>'),
  program: Buffer.from('7f454c46020101000000000000000000', 'hex'),
  'half.wav': WAV.subarray(0, 60),
  'half.png': PNG.subarray(0, 40),
  /** A valid WAV header only: it is accepted and cannot be transcoded. */
  'hollow.wav': Buffer.concat([WAV.subarray(0, 12), Buffer.alloc(400, 'no sound at all ')]),
  large: tone(30),
  empty: Buffer.alloc(0),
};
