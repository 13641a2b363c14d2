import type { UploadKind } from '@veza/contracts';

export type Family = 'audio' | 'image' | 'document' | 'archive' | 'preset' | 'text';

/** ffmpeg's name of the only demuxer that may read the content. */
export type Demuxer = 'wav' | 'aiff' | 'mp3' | 'aac' | 'flac' | 'ogg' | 'matroska' | 'mov';

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
  'product-file': EVERYTHING,
  'chat-file': EVERYTHING,
};

export function isAccepted(place: UploadKind, kind: ContentKind | undefined): kind is ContentKind {
  return kind !== undefined && ACCEPTED[place].includes(kind.family);
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
    riffKind(head) ?? isoMediaKind(head) ?? oggKind(head) ?? ebmlKind(head) ?? magicKind(head) ?? mpegKind(head) ?? textKind(head)
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
  'iso4',
  'iso5',
  'iso6',
  'dash',
  'qt  ',
  '3gp4',
  '3gp5',
  'F4A ',
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
  const start = ascii(head, 0, 64);
  return start.includes('webm') || start.includes('matroska') ? audio('audio/webm', 'matroska') : undefined;
}

const MAGIC: readonly [string, ContentKind][] = [
  ['fLaC', audio('audio/flac', 'flac')],
  ['ID3', audio('audio/mpeg', 'mp3')],
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

function magicKind(head: Buffer): ContentKind | undefined {
  return MAGIC.find(([magic]) => ascii(head, 0, magic.length) === magic)?.[1];
}

/** MPEG audio without a leading tag: two consecutive frame headers, because the two bytes of one occur in any file. */
function mpegKind(head: Buffer): ContentKind | undefined {
  for (const [lengthOf, kind] of [
    [mp3FrameBytes, audio('audio/mpeg', 'mp3')],
    [adtsFrameBytes, audio('audio/aac', 'aac')],
  ] as const) {
    const first = lengthOf(head, 0);
    if (first !== undefined && lengthOf(head, first) !== undefined) return kind;
  }
  return undefined;
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
const ACTIVE = /^#!|<(!doctype\s+html|html|head|body|script|iframe|svg|\?php)[\s>/]/i;
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
  const binary = [...text].some((letter) => letter < ' ' && !TEXT_CONTROLS.has(letter));
  if (binary || ACTIVE.test(text.trimStart())) return undefined;
  return { family: 'text', type: 'text/plain; charset=utf-8' };
}
