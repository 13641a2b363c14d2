import { UnreadableFile } from './unreadable-file.js';

type Decode = (bytes: Uint8Array, isLast: boolean) => string;

/** Bytes 0x80 to 0x9f of Windows-1252. By hand, since the decoder of Node 20 reads them as Latin-1. */
const WINDOWS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
/** Bytes that decide: a whole character of UTF-8, or a byte order mark. */
const ENOUGH = 4;

/**
 * The text of a file as spreadsheets save it: UTF-16 by its byte order mark, else UTF-8, else Windows-1252. The bytes behind
 * the first one that is not ASCII decide between these two. A byte order mark is removed.
 */
export async function* fileText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let held = Buffer.alloc(0);
  let isBegun = false;
  let decode: Decode | undefined;
  const read = (chunk: Uint8Array, isLast: boolean): string => {
    if (decode) return decode(chunk, isLast);
    held = Buffer.concat([held, chunk]);
    if (held.length < ENOUGH && !isLast) return '';
    if (!isBegun) decode = markedDecoder(held);
    isBegun = true;
    const plain = decode ? 0 : asciiBytes(held);
    const [ascii, rest] = [held.toString('latin1', 0, plain), held.subarray(plain)];
    held = rest;
    if (rest.length < ENOUGH && !isLast) return ascii;
    decode ??= isUtf8(rest, isLast) ? decoder('utf-8') : windowsText;
    return ascii + decode(rest, isLast);
  };
  for await (const chunk of bytes) yield read(chunk, false);
  yield read(new Uint8Array(), true);
}

function markedDecoder(head: Buffer): Decode | undefined {
  const mark = head.toString('latin1', 0, 3);
  if (mark.startsWith('\xff\xfe')) return decoder('utf-16le');
  if (mark.startsWith('\xfe\xff')) return decoder('utf-16be');
  return mark === '\xef\xbb\xbf' ? decoder('utf-8') : undefined;
}

function asciiBytes(bytes: Buffer): number {
  const other = bytes.findIndex((byte) => byte > 0x7f);
  return other === -1 ? bytes.length : other;
}

function isUtf8(bytes: Uint8Array, isLast: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isLast }); // a chunk may end inside of a character
    return true;
  } catch {
    return false;
  }
}

function decoder(label: string): Decode {
  const decoding = new TextDecoder(label, { fatal: true });
  return (bytes, isLast) => {
    try {
      return decoding.decode(bytes, { stream: !isLast });
    } catch {
      throw new UnreadableFile('The file is neither in UTF-8 nor in Windows-1252; save it as "CSV UTF-8"');
    }
  };
}

const windowsText: Decode = (bytes) =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (letter) => WINDOWS[letter.charCodeAt(0) - 0x80] ?? letter);
