import { hostile, type HostileFile, patched, type Sounds, u16, u32, u64be } from './hostile-file.js';

interface WavFacts {
  tag?: number;
  channels?: number;
  rate?: number;
  align?: number;
  bits?: number;
  dataBytes?: number;
  riffBytes?: number;
}

/** A WAV whose header says what the facts say, with a second of silence. */
function wav(facts: WavFacts, body = Buffer.alloc(44_100)): Buffer {
  const {
    tag = 1,
    channels = 1,
    rate = 22_050,
    align = 2,
    bits = 16,
    dataBytes = body.length,
    riffBytes = 36 + body.length,
  } = facts;
  const head = [Buffer.from('RIFF'), u32(riffBytes), Buffer.from('WAVEfmt '), u32(16), u16(tag), u16(channels)];
  return Buffer.concat([...head, u32(rate), u32(rate * align), u16(align), u16(bits), Buffer.from('data'), u32(dataBytes), body]);
}

/** WAV and AIFF with headers that lie. */
export function pcmFiles({ wav: honest, aiff }: Sounds, script: string): HostileFile[] {
  const max = 0xffffffff;
  const ds64 = Buffer.concat([
    Buffer.from('RF64'),
    u32(max),
    Buffer.from('WAVEds64'),
    u32(28),
    u64be(0xffffffffffffff7fn),
    u64be(0xffffffffffffff7fn),
    u64be(0xffffffffffffff7fn),
    u32(0),
    wav({}).subarray(12, 40),
    u32(max),
    Buffer.alloc(44_100),
  ]);
  const dead = 'UNREADABLE';
  const list = Buffer.concat([honest.subarray(0, 36), Buffer.from('LIST'), u32(max), Buffer.from('INFO'), honest.subarray(36)]);
  const sampleRate = aiff.indexOf('COMM') + 16;
  return [
    hostile('WAV without samples', wav({}, Buffer.alloc(0)), dead, 'a.wav'),
    hostile('WAV of 65,535 channels', wav({ channels: 65_535 }), dead, 'a.wav'),
    hostile('WAV of no channels', wav({ channels: 0 }), dead, 'a.wav'),
    hostile('WAV of 255 channels', wav({ channels: 255, align: 510 }), 'UNREADABLE', 'a.wav'),
    hostile('WAV of 0 Hz', wav({ rate: 0 }), dead, 'a.wav'),
    hostile('WAV of 2^32-1 Hz', wav({ rate: max }), dead, 'a.wav'),
    hostile('WAV of 1 Hz', wav({ rate: 1 }), 'UNREADABLE', 'a.wav'),
    hostile('WAV of 768 kHz', wav({ rate: 768_000 }), 'ready', 'a.wav'),
    hostile('WAV of no block', wav({ align: 0 }), 'ready', 'a.wav'),
    hostile('WAV of 65,535 bits', wav({ bits: 65_535 }), 'UNREADABLE', 'a.wav'),
    hostile('WAV of 1 bit', wav({ bits: 1 }), 'ready', 'a.wav'),
    hostile('WAV of an unknown codec', wav({ tag: 0xffff }), dead, 'a.wav'),
    hostile('WAV that is AC-3', wav({ tag: 0x2000 }), dead, 'a.wav'),
    hostile('WAV that is ATRAC', wav({ tag: 0x270 }), dead, 'a.wav'),
    hostile('WAV that is MP3', wav({ tag: 0x55 }), dead, 'a.wav'),
    hostile('WAV as from a pipe', wav({ dataBytes: max, riffBytes: max }), 'ready', 'a.wav'),
    hostile('WAV that claims ten minutes', wav({ dataBytes: 26_460_000 }), 'ready', 'a.wav'),
    hostile('WAV with a list of 4 GiB', list, 'UNREADABLE', 'a.wav'),
    hostile('WAV cut inside its header', honest.subarray(0, 30), dead, 'a.wav'),
    hostile(
      'WAV with a ZIP at its end',
      Buffer.concat([honest, Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]),
      'ready',
      'a.wav',
    ),
    hostile(
      'WAV magic before a playlist',
      Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), Buffer.from(script)]),
      dead,
      'a.wav',
    ),
    hostile('RF64 of 2^63 bytes', ds64, 'TOO_LONG', 'a.wav'),
    hostile('AIFF of no channels', patched(aiff, aiff.indexOf('COMM') + 8, Buffer.from([0, 0])), dead, 'a.aiff'),
    hostile(
      'AIFF of an infinite rate',
      patched(aiff, sampleRate, Buffer.from([0x7f, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0])),
      dead,
      'a.aiff',
    ),
    hostile(
      'AIFF of a rate that is no number',
      patched(aiff, sampleRate, Buffer.from([0x7f, 0xff, 0xc0, 0, 0, 0, 0, 0, 0, 1])),
      dead,
      'a.aiff',
    ),
    hostile('AIFF cut off', aiff.subarray(0, 60), 'UNREADABLE', 'a.aiff'),
  ];
}
