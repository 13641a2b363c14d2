import { type End, hostile, type HostileFile, patched, type Sounds, u32, u32be } from './hostile-file.js';

/** Formats of DAWs and phones: CAF, Wave64, WavPack, WMA and AU. */
export function furtherFiles({ caf, w64, wv, wma, au }: Sounds, script: string): HostileFile[] {
  const dead = 'UNREADABLE';
  const file = (name: string, bytes: Buffer, end: End, ending: string) => hostile(name, bytes, end, `a.${ending}`);
  const before = (head: Buffer) => Buffer.concat([head, Buffer.from(script)]);
  const facts = caf.indexOf('desc') + 12;
  const notANumber = Buffer.from([0x7f, 0xf8, 0, 0, 0, 0, 0, 0]);
  const infinite = Buffer.from([0x7f, 0xf0, 0, 0, 0, 0, 0, 0]);
  const packets = wma.indexOf(Buffer.from('a1dcab8c47a9cf118ee400c00c205365', 'hex')); // the file properties
  return [
    file('CAF of no channels', patched(caf, facts + 24, u32be(0)), dead, 'caf'),
    file('CAF of 2^32-1 channels', patched(caf, facts + 24, u32be(0xffffffff)), dead, 'caf'),
    file('CAF of a rate that is no number', patched(caf, facts, notANumber), dead, 'caf'),
    file('CAF of an infinite rate', patched(caf, facts, infinite), dead, 'caf'),
    file('CAF of no rate', patched(caf, facts, Buffer.alloc(8)), dead, 'caf'),
    file('CAF with a description of 2^63 bytes', patched(caf, facts - 8, Buffer.alloc(8, 0x7f)), dead, 'caf'),
    file('CAF cut inside its description', caf.subarray(0, 30), dead, 'caf'),
    file('CAF cut inside its samples', caf.subarray(0, caf.length - 999), 'ready', 'caf'),
    file('CAF magic before a playlist', before(caf.subarray(0, 8)), dead, 'caf'),
    file('Wave64 of 2^63 bytes', patched(w64, 16, Buffer.alloc(8, 0x7f)), 'ready', 'w64'),
    file('Wave64 without samples', w64.subarray(0, 104), dead, 'w64'),
    file('Wave64 magic before a playlist', before(w64.subarray(0, 40)), dead, 'w64'),
    file('WavPack magic before a playlist', before(Buffer.from('wvpk')), dead, 'wv'),
    file('WavPack header before a playlist', before(wv.subarray(0, 32)), dead, 'wv'),
    file('WavPack of a block of 4 GiB', patched(wv, 4, u32(0xffffffff)), dead, 'wv'),
    file('WavPack of no samples in a block', patched(wv, 20, u32(0)), 'ready', 'wv'),
    file('WavPack cut inside a block', wv.subarray(0, wv.length - 77), 'ready', 'wv'),
    file('WMA magic before a playlist', before(wma.subarray(0, 16)), dead, 'wma'),
    file('WMA without packets', wma.subarray(0, 500), dead, 'wma'),
    file('WMA of packets of 4 GiB', patched(wma, packets + 92, Buffer.alloc(8, 0xff)), dead, 'wma'),
    file('WMA cut inside a packet', wma.subarray(0, wma.length - 77), 'ready', 'wma'),
    file('AU of no channels', patched(au, 20, u32be(0)), dead, 'au'),
    file('AU of 2^32-1 channels', patched(au, 20, u32be(0xffffffff)), dead, 'au'),
    file('AU of 0 Hz', patched(au, 16, u32be(0)), dead, 'au'),
    file('AU of an unknown codec', patched(au, 12, u32be(99)), dead, 'au'),
    file('AU with a header of 4 GiB', patched(au, 4, u32be(0xffffffff)), 'ready', 'au'),
    file('AU magic before a playlist', before(au.subarray(0, 8)), dead, 'au'),
  ];
}
