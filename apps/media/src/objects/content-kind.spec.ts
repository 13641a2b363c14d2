import { expect, test } from '@jest/globals';
import { UploadKind } from '@veza/contracts';
import { isAccepted, sniff } from './content-kind.js';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const riff = (form: string) => bytes(`RIFF\x10\0\0\0${form}`);

/** Two 128 kbit/s frames of MPEG 1 layer III at 44.1 kHz: 417 bytes each. */
function mp3Frames(): Buffer {
  const head = Buffer.alloc(2_100);
  for (const at of [0, 417, 834, 1_251, 1_668]) head.writeUInt32BE(0xfffb9000, at);
  return head;
}

function adtsFrames(): Buffer {
  const head = Buffer.alloc(400);
  for (const at of [0, 200]) Buffer.from([0xff, 0xf1, 0x50, 0x80, 200 >> 3, (200 & 7) << 5, 0xfc]).copy(head, at);
  return head;
}

/** An EBML header of two elements, with sizes of eight bytes. */
const ebml = (before: string, docType: string) =>
  bytes(`\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x7f${before}\x42\x82\x01\0\0\0\0\0\0${String.fromCharCode(docType.length)}${docType}`);

test.each<[string, Buffer, string]>([
  ['WAV', riff('WAVEfmt '), 'audio/wav'],
  ['RF64', bytes('RF64\xff\xff\xff\xffWAVE'), 'audio/wav'],
  ['AIFF', bytes('FORM\0\0\0\0AIFF'), 'audio/aiff'],
  ['MP3 with a tag', bytes('ID3\x04\0\0\0\0\0\0'), 'audio/mpeg'],
  ['MP3 without one', mp3Frames(), 'audio/mpeg'],
  ['MP3 behind a kilobyte of zeros', Buffer.concat([Buffer.alloc(1_024), mp3Frames()]), 'audio/mpeg'],
  ['MP3 that begins inside of a frame', mp3Frames().subarray(100), 'audio/mpeg'],
  ['FLAC behind a tag', bytes('ID3\x04\0\0\0\0\0\x02xxfLaC\0\0\0\x22'), 'audio/flac'],
  ['AAC behind a tag', Buffer.concat([bytes('ID3\x04\0\0\0\0\0\x02xx'), adtsFrames()]), 'audio/aac'],
  ['a tag before something else', bytes('ID3\x04\0\0\0\0\0\x02xx\x89PNG\r\n\x1a\n'), 'audio/mpeg'],
  ['AAC', adtsFrames(), 'audio/aac'],
  ['FLAC', bytes('fLaC\0\0\0\x22'), 'audio/flac'],
  ['M4A', bytes('\0\0\0\x20ftypM4A \0\0\0\0'), 'audio/mp4'],
  ['Ogg Vorbis', bytes(`OggS${'\0'.repeat(24)}\x01vorbis`), 'audio/ogg'],
  ['Opus', bytes(`OggS${'\0'.repeat(24)}OpusHead`), 'audio/ogg'],
  ['WebM', bytes('\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm'), 'audio/webm'],
  ['Matroska with long sizes', ebml(`\xec\x40\x50${'\0'.repeat(80)}`, 'matroska'), 'audio/webm'],
  ['CAF', bytes('caff\0\x01\0\0desc'), 'audio/x-caf'],
  [
    'Wave64',
    Buffer.from(`726966662e91cf11a5d628db04c10000${'00'.repeat(8)}77617665f3acd3118cd100c04f8edb8a`, 'hex'),
    'audio/x-w64',
  ],
  ['WavPack', bytes('wvpk\xae\x4e\0\0\x10\x04'), 'audio/x-wavpack'],
  ['WMA', Buffer.from('3026b2758e66cf11a6d900aa0062ce6cee01', 'hex'), 'audio/x-ms-wma'],
  ['AU', bytes('.snd\0\0\0\x18\xff\xff\xff\xff'), 'audio/basic'],
  ['a film of a phone', bytes('\0\0\0\x20ftyp3gp6\0\0\0\0'), 'audio/mp4'],
  ['PNG', bytes('\x89PNG\r\n\x1a\n'), 'image/png'],
  ['JPEG', bytes('\xff\xd8\xff\xe0'), 'image/jpeg'],
  ['WebP', riff('WEBPVP8 '), 'image/webp'],
  ['GIF', bytes('GIF89a'), 'image/gif'],
  ['PDF', bytes('%PDF-1.7'), 'application/pdf'],
  ['ZIP', bytes('PK\x03\x04'), 'application/zip'],
  ['MIDI', bytes('MThd\0\0\0\x06'), 'audio/midi'],
  ['JSON', bytes('{"preset": true}'), 'text/plain; charset=utf-8'],
  ['accents', Buffer.from('Une pièce lente, à jouer rubato\n'), 'text/plain; charset=utf-8'],
  ['"CSV" of Excel', bytes('nom;prix\r\n\xe9pinette;12,50 \x80\r\n'), 'text/plain; charset=windows-1252'],
  ['"Unicode text" of Excel', Buffer.from('\uFEFFnom\tprix\r\népinette\t12\r\n', 'utf16le'), 'text/plain; charset=utf-16le'],
  ['a page cut inside a character', Buffer.from('é'.repeat(50)).subarray(0, 99), 'text/plain; charset=utf-8'],
])('%s is recognized', (_name, head, type) => {
  expect(sniff(head)?.type).toBe(type);
});

test.each<[string, Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['a Windows program', bytes('MZ\x90\0\x03\0\0\0')],
  ['a Linux program', bytes('\x7fELF\x02\x01\x01\0')],
  ['a Java class', bytes('\xca\xfe\xba\xbe\0\0\0\x34')],
  ['a shell script', bytes('#!/bin/sh\nrm -rf /\n')],
  ['a page', bytes('<!doctype html><html><body></body></html>')],
  ['a page in Windows-1252', bytes('<!doctype html><html>\xe9</html>')],
  ['a page in UTF-16', Buffer.from('\uFEFF<html><body>', 'utf16le')],
  ['a page after a comment', bytes('<!-- x -->\n<html><script>alert(1)</script>')],
  ['a drawing with a script', bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['a still picture of Apple', bytes('\0\0\0\x18ftypheic')],
  ['a film in Ogg', bytes(`OggS${'\0'.repeat(24)}\x80theora`)],
  ['one frame header by chance', bytes(`\xff\xfb\x90\0${'\0'.repeat(900)}`)],
  ['another version of CAF', bytes('caff\0\x02\0\0desc')],
  ['Wave64 of another form', Buffer.from(`726966662e91cf11a5d628db04c10000${'00'.repeat(24)}`, 'hex')],
  ['AU with a header that is too short', bytes('.snd\0\0\0\x08\xff\xff\xff\xff')],
  ['an unknown EBML file', ebml('', 'other')],
  ['an EBML header without an end', bytes(`\x1a\x45\xdf\xa3\x01${'\xff'.repeat(40)}webm`)],
  ['three frame headers inside of zeros', Buffer.concat([Buffer.alloc(100), mp3Frames().subarray(0, 840), Buffer.alloc(2_000)])],
  ['noise', Buffer.from(Array.from({ length: 512 }, (_, i) => (i * 197 + 131) % 256))],
])('%s is rejected', (_name, head) => {
  expect(sniff(head)).toBeUndefined();
});

test('a track accepts audio only: a playlist is text', () => {
  const playlist = sniff(bytes('#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n'));
  expect(isAccepted('track', playlist)).toBe(false);
  expect(isAccepted('resource', playlist)).toBe(true);
  expect(isAccepted('track', sniff(riff('WAVEfmt ')))).toBe(true);
  expect(isAccepted('resource', undefined)).toBe(false);
  const table = sniff(bytes('nom;prix\r\n\xe9pinette;12\r\n'));
  expect(['product-file', 'resource', 'chat-file'].map((place) => isAccepted(UploadKind.parse(place), table))).toEqual([
    true,
    false,
    false,
  ]);
});
