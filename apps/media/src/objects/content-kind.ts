import type { UploadKind } from '@veza/contracts';

export type Family = 'audio' | 'image' | 'document' | 'archive' | 'preset' | 'text' | 'encoded-text';

/** ffmpeg's name of the only demuxer that may read the content. */
export type Demuxer = 'wav' | 'aiff' | 'mp3' | 'aac' | 'flac' | 'ogg' | 'matroska' | 'mov' | 'caf' | 'w64' | 'wv' | 'asf' | 'au';

/** The kind of some content, from its first bytes alone. */
export interface ContentKind {
  family: Family;
  /** The media type in replies. */
  type: string;
  /** Of audio only. */
  demuxer?: Demuxer;
}

/** First bytes that `sniff` needs; fewer only when the content is shorter. */
export const HEAD_BYTES = 4_096;

const EVERYTHING: readonly Family[] = ['audio', 'image', 'document', 'archive', 'preset', 'text'];
const ACCEPTED: Record<UploadKind, readonly Family[]> = {
  track: ['audio'],
  resource: EVERYTHING,
  'product-file': [...EVERYTHING, 'encoded-text'],
  'chat-file': EVERYTHING,
  picture: ['image'],
  voice: ['audio'],
};
/** Images of which one frame is the whole. */
const PICTURES: readonly string[] = ['image/jpeg', 'image/png', 'image/webp'];

export function isAccepted(place: UploadKind, kind: ContentKind | undefined): kind is ContentKind {
  if (kind === undefined || !ACCEPTED[place].includes(kind.family)) return false;
  return place !== 'picture' || PICTURES.includes(kind.type);
}

/**
 * An allow-list: unknown content is undefined and rejected, so that a program, a script or a page cannot pass as
 * something else. Name and type by the uploader play no part.
 *
 * Written here and not by the package file-type, because the list is the rule: file-type recognizes some hundred kinds
 * that would have to be mapped and filtered, detects no text formats, and has no names of ffmpeg's demuxers.
 */
export function sniff(head: Buffer): ContentKind | undefined {
  return (
    riffKind(head) ??
    isoMediaKind(head) ??
    oggKind(head) ??
    ebmlKind(head) ??
    stationKind(head) ??
    taggedKind(head) ??
    magicKind(head) ??
    mpegKind(head) ??
    textKind(head) ??
    encodedTextKind(head)
  );
}

const ascii = (head: Buffer, start: number, end: number) => head.toString('latin1', start, end);
const audio = (type: string, demuxer: Demuxer): ContentKind => ({ family: 'audio', type, demuxer });

function riffKind(head: Buffer): ContentKind | undefined {
  const container = ascii(head, 0, 4);
  const form = ascii(head, 8, 12);
  if ((container === 'RIFF' || container === 'RF64') && form === 'WAVE') return audio('audio/wav', 'wav');
  if (container === 'FORM' && (form === 'AIFF' || form === 'AIFC')) return audio('audio/aiff', 'aiff');
  if (container === 'RIFF' && form === 'WEBP') return { family: 'image', type: 'image/webp' };
  if (container === 'RIFF' && form === 'sfbk') return { family: 'preset', type: 'audio/x-sfbk' };
  return undefined;
}

/** Brands of audio; still pictures (heic, avif) have others. */
const SOUND_BRANDS = new Set([
  'M4A ',
  'M4B ',
  'M4P ',
  'mp41',
  'mp42',
  'isom',
  'iso2',
  'iso3',
  'iso4',
  'iso5',
  'iso6',
  'dash',
  'qt  ',
  '3gp4',
  '3gp5',
  '3gp6',
  '3gp7',
  '3g2a',
  'F4A ',
  'M4V ',
  'MSNV',
]);

function isoMediaKind(head: Buffer): ContentKind | undefined {
  if (ascii(head, 4, 8) !== 'ftyp' || !SOUND_BRANDS.has(ascii(head, 8, 12))) return undefined;
  return audio('audio/mp4', 'mov');
}

function oggKind(head: Buffer): ContentKind | undefined {
  if (ascii(head, 0, 4) !== 'OggS') return undefined;
  const firstPage = ascii(head, 0, 128);
  const sounds = ['OpusHead', '\x01vorbis', '\x7fFLAC', 'Speex   '];
  return sounds.some((codec) => firstPage.includes(codec)) ? audio('audio/ogg', 'ogg') : undefined;
}

function ebmlKind(head: Buffer): ContentKind | undefined {
  if (head.length < 4 || head.readUInt32BE(0) !== 0x1a45dfa3) return undefined;
  const type = docType(head);
  return type === 'webm' || type === 'matroska' ? audio('audio/webm', 'matroska') : undefined;
}

const DOC_TYPE = 0x4282;

/** The element DocType of an EBML header (RFC 8794, 11.2.4), found by the sizes of the elements before it. */
function docType(head: Buffer): string | undefined {
  let at = 4 + (vintBytes(head, 4) ?? head.length);
  while (at + 2 < head.length) {
    const idBytes = vintBytes(head, at) ?? head.length;
    const sizeAt = at + idBytes;
    const sizeBytes = vintBytes(head, sizeAt);
    if (sizeBytes === undefined || idBytes > 4) return undefined;
    const size = vint(head, sizeAt, sizeBytes);
    const start = sizeAt + sizeBytes;
    if (head.readUIntBE(at, idBytes) === DOC_TYPE) return ascii(head, start, start + Math.min(size, 20)).replace(/\0+$/, '');
    at = start + size;
  }
  return undefined;
}

/** The length of a variable-size integer (RFC 8794, 4) is the number of its leading zeros, and one. */
function vintBytes(head: Buffer, at: number): number | undefined {
  const first = head[at];
  const bytes = first === undefined || first === 0 ? 9 : Math.clz32(first) - 23;
  return at + bytes <= head.length ? bytes : undefined;
}

/** Without the leading bits that state its length; the first three bytes of eight are zero in a header. */
function vint(head: Buffer, at: number, bytes: number): number {
  const value = bytes > 6 ? head.readUIntBE(at + bytes - 6, 6) : head.readUIntBE(at, bytes);
  return bytes > 6 ? value : value % 2 ** (7 * bytes);
}

/** The GUIDs of Sony Wave64 (RIFF and WAVE), and that of the header of ASF, which holds WMA. */
const W64_RIFF = '726966662e91cf11a5d628db04c10000';
const W64_WAVE = '77617665f3acd3118cd100c04f8edb8a';
const ASF_HEADER = '3026b2758e66cf11a6d900aa0062ce6c';
/** The shortest header of AU. */
const AU_LEAST = 24;

/** Formats of workstations and phones. */
function stationKind(head: Buffer): ContentKind | undefined {
  const guid = (at: number) => head.toString('hex', at, at + 16);
  if (ascii(head, 0, 6) === 'caff\0\x01') return audio('audio/x-caf', 'caf');
  if (guid(0) === W64_RIFF && guid(24) === W64_WAVE) return audio('audio/x-w64', 'w64');
  if (guid(0) === ASF_HEADER) return audio('audio/x-ms-wma', 'asf');
  if (ascii(head, 0, 4) === 'wvpk') return audio('audio/x-wavpack', 'wv');
  if (ascii(head, 0, 4) === '.snd' && head.length >= 8 && head.readUInt32BE(4) >= AU_LEAST) return audio('audio/basic', 'au');
  return undefined;
}

const MAGIC: readonly [string, ContentKind][] = [
  ['fLaC', audio('audio/flac', 'flac')],
  ['\x89PNG\r\n\x1a\n', { family: 'image', type: 'image/png' }],
  ['\xff\xd8\xff', { family: 'image', type: 'image/jpeg' }],
  ['GIF87a', { family: 'image', type: 'image/gif' }],
  ['GIF89a', { family: 'image', type: 'image/gif' }],
  ['%PDF-', { family: 'document', type: 'application/pdf' }],
  ['PK\x03\x04', { family: 'archive', type: 'application/zip' }],
  ['PK\x05\x06', { family: 'archive', type: 'application/zip' }],
  ['\x1f\x8b\x08', { family: 'archive', type: 'application/gzip' }],
  ['MThd', { family: 'preset', type: 'audio/midi' }],
  ['CcnK', { family: 'preset', type: 'application/octet-stream' }], // VST 2 preset or bank
  ['VST3', { family: 'preset', type: 'application/octet-stream' }],
];

/** Where the content begins behind a tag of ID3v2 (https://id3.org/id3v2.4.0-structure, 3.1); 0 without a tag. */
export function tagBytes(head: Buffer): number {
  if (ascii(head, 0, 3) !== 'ID3' || head.length < 10) return 0;
  const size = head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
  return 10 + size + ((head[5] ?? 0) & 0x10 ? 10 : 0);
}

/** Taggers write ID3v2 before MP3, AAC and FLAC alike. A tag that is longer than the head is that of an MP3 here. */
function taggedKind(head: Buffer): ContentKind | undefined {
  if (ascii(head, 0, 3) !== 'ID3') return undefined;
  const behind = head.subarray(tagBytes(head) || head.length);
  const kind = magicKind(behind) ?? mpegKind(behind);
  return kind?.demuxer === undefined ? audio('audio/mpeg', 'mp3') : kind;
}

function magicKind(head: Buffer): ContentKind | undefined {
  return MAGIC.find(([magic]) => ascii(head, 0, magic.length) === magic)?.[1];
}

/** Frames that must follow each other where the first one is not at the beginning: by chance, any file has a header. */
const FRAMES_ELSEWHERE = 4;
const LAST_START = 2_048;

/** MPEG audio without a leading tag: consecutive frame headers. It may begin with zeros or inside of a frame. */
function mpegKind(head: Buffer): ContentKind | undefined {
  for (const [lengthOf, kind] of [
    [mp3FrameBytes, audio('audio/mpeg', 'mp3')],
    [adtsFrameBytes, audio('audio/aac', 'aac')],
  ] as const) {
    if (hasFrames(head, 0, 2, lengthOf)) return kind;
    for (let at = head.indexOf(0xff, 1); at > 0 && at < LAST_START; at = head.indexOf(0xff, at + 1))
      if (hasFrames(head, at, FRAMES_ELSEWHERE, lengthOf)) return kind;
  }
  return undefined;
}

/** Fewer frames are enough where the head ends. */
function hasFrames(head: Buffer, start: number, count: number, lengthOf: (head: Buffer, at: number) => number | undefined) {
  let at = start;
  for (let seen = 0; seen < count; seen++) {
    const length = lengthOf(head, at);
    if (length === undefined) return seen > 2 && at + 7 > head.length;
    at += length;
  }
  return true;
}

/** Bit rates of layer III by index: ISO/IEC 11172-3, 2.4.2.3 (MPEG 1) and ISO/IEC 13818-3, 2.4.2.3 (MPEG 2 and 2.5). */
const MPEG1_KBITS = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const MPEG2_KBITS = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
/** Sampling rates by index (ISO/IEC 11172-3, 2.4.2.3); MPEG 2 has half of them, the unofficial MPEG 2.5 a quarter. */
const MPEG1_HERTZ = [44_100, 48_000, 32_000];

/** Bytes of the layer III frame whose header is at `at` (ISO/IEC 11172-3, 2.4.3.1), or undefined without a header there. */
function mp3FrameBytes(head: Buffer, at: number): number | undefined {
  if (at + 4 > head.length || head[at] !== 0xff) return undefined;
  const [, second = 0, third = 0] = head.subarray(at, at + 3);
  const version = (second >> 3) & 3; // 3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5
  if ((second & 0xe0) !== 0xe0 || version === 1 || ((second >> 1) & 3) !== 1) return undefined;
  const kbits = (version === 3 ? MPEG1_KBITS : MPEG2_KBITS)[third >> 4];
  const hertz = MPEG1_HERTZ[(third >> 2) & 3];
  if (!kbits || !hertz) return undefined;
  const slower = version === 3 ? 1 : version === 2 ? 2 : 4;
  const padding = (third >> 1) & 1;
  return Math.floor(((version === 3 ? 144 : 72) * kbits * 1000 * slower) / hertz) + padding;
}

/** Bytes of the ADTS frame whose header is at `at` (ISO/IEC 13818-7, 6.2), or undefined without a header there. */
function adtsFrameBytes(head: Buffer, at: number): number | undefined {
  if (at + 7 > head.length || head[at] !== 0xff || ((head[at + 1] ?? 0) & 0xf6) !== 0xf0) return undefined;
  const length = (((head[at + 3] ?? 0) & 3) << 11) | ((head[at + 4] ?? 0) << 3) | ((head[at + 5] ?? 0) >> 5);
  return length >= 7 ? length : undefined;
}

/** Text that a browser or a shell would run. Replies disarm it, but there is no reason to share it here. */
const MARKUP = /<(!doctype\s{1,900}html|html|head|body|script|iframe|svg|\?php)[\s>/]/i;
export const LONGEST_MARKUP = 1_000;
export const hasMarkup = (text: string): boolean => MARKUP.test(text);
const TEXT_CONTROLS = new Set(['\t', '\n', '\v', '\f', '\r', '\x1b']);

function textKind(head: Buffer): ContentKind | undefined {
  if (head.length === 0) return undefined;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text: string;
  try {
    text = decoder.decode(head, { stream: true }); // the head may end inside a character
  } catch {
    return undefined;
  }
  return isInactive(text) ? { family: 'text', type: 'text/plain; charset=utf-8' } : undefined;
}

const isInactive = (text: string) =>
  [...text].every((letter) => letter >= ' ' || TEXT_CONTROLS.has(letter)) &&
  !hasMarkup(text) &&
  !text.trimStart().startsWith('#!');

/** Bytes without a character in Windows-1252, and the delete character. */
const NO_WINDOWS_TEXT = /[\x7f\x81\x8d\x8f\x90\x9d]/;

/** Tables as Excel saves them: UTF-16 ("Unicode text"), and Windows-1252 ("CSV"). */
function encodedTextKind(head: Buffer): ContentKind | undefined {
  const mark = ascii(head, 0, 2);
  if (mark === '\xff\xfe' || mark === '\xfe\xff') {
    const label = mark === '\xff\xfe' ? 'utf-16le' : 'utf-16be';
    const text = new TextDecoder(label).decode(head.subarray(0, head.length - (head.length % 2)));
    return isInactive(text) ? { family: 'encoded-text', type: `text/plain; charset=${label}` } : undefined;
  }
  const text = head.toString('latin1');
  if (head.length === 0 || NO_WINDOWS_TEXT.test(text) || !isInactive(text)) return undefined;
  return { family: 'encoded-text', type: 'text/plain; charset=windows-1252' };
}
