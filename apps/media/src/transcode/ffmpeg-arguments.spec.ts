import { expect, test } from '@jest/globals';
import type { Demuxer } from '../objects/content-kind.js';
import {
  analyseArguments,
  coverArguments,
  encodeArguments,
  extractArguments,
  probeArguments,
  readLoudness,
  readProgress,
  readsStdin,
  readStatedSeconds,
} from './ffmpeg-arguments.js';
import { OWN_NAMESPACES } from './namespaces.js';
import { CpuBudget } from './cpu-budget.js';
import { withLimits } from './run-program.js';

const RENDITION = { kbits: 128, sampleRate: 44_100, channels: 2 };
const DEMUXERS: Demuxer[] = ['wav', 'aiff', 'mp3', 'aac', 'flac', 'ogg', 'matroska', 'mov'];

test.each(DEMUXERS)('%s: protocol, demuxer and decoders are fixed before the input', (demuxer) => {
  const input = { demuxer, path: '../in/source', mostSeconds: 61 };
  for (const args of [
    probeArguments(input, true),
    extractArguments(input),
    encodeArguments(input, RENDITION, true),
    analyseArguments(input, RENDITION),
    coverArguments(input, 1),
  ]) {
    const at = args.indexOf('-i');
    const before = args.slice(0, at);
    const of = (option: string) => before[before.indexOf(option) + 1];
    expect(of('-f')).toBe(demuxer);
    expect(of('-protocol_whitelist')).toBe(readsStdin(input) ? 'pipe' : 'file');
    expect(args[at + 1]).toBe(readsStdin(input) ? 'pipe:0' : '../in/source');
    expect(of('-codec_whitelist')).toMatch(/^[a-z0-9_,]+$/);
    expect(args.filter((each) => each === '-i')).toHaveLength(1);
  }
});

test('the length bounds every output', () => {
  const input = { demuxer: 'wav', path: 'x', mostSeconds: 61 } as const;
  for (const args of [encodeArguments(input, RENDITION, true), analyseArguments(input, RENDITION)]) {
    const at = args.indexOf('-t');
    expect([args[at + 1], at < args.indexOf('-i'), args.lastIndexOf('-t')]).toEqual(['61', true, at]);
  }
});

test('only containers that need seeking are opened as a file', () => {
  expect(DEMUXERS.filter((demuxer) => !readsStdin({ demuxer }))).toEqual(['ogg', 'matroska', 'mov']);
});

test('the progressive file comes from the encoder of its rendition', () => {
  const input = { demuxer: 'wav', path: 'x', mostSeconds: 61 } as const;
  const outputs = (progressive: boolean) => encodeArguments(input, RENDITION, progressive).at(-1);
  expect(outputs(true)).toContain('audio.m4a');
  expect(outputs(false)).not.toContain('audio.m4a');
  expect(encodeArguments(input, RENDITION, true).filter((each) => each === '-c:a')).toHaveLength(1);
});

test('progress is parsed in seconds', () => {
  expect(readProgress('out_time_us=6037188')).toBeCloseTo(6.037);
  expect(readProgress('out_time_us=N/A')).toBeUndefined();
  expect(readProgress('speed=186x')).toBeUndefined();
});

test('the stated length is parsed', () => {
  expect(readStatedSeconds('Input #0\n  Duration: 01:02:03.50, start: 0.0, bitrate: 85 kb/s\n')).toBe(3_723.5);
  expect(readStatedSeconds('Input #0\n  Duration: N/A, start: 0.02\n')).toBeUndefined();
});

test('loudness is parsed from the summary, and silence has none', () => {
  const summary = (lufs: string, peak: string) =>
    `[x] t: 1 M: -20.0 I: -9.0 LUFS\nSummary:\n  Integrated loudness:\n    I:         ${lufs} LUFS\n  True peak:\n    Peak:      ${peak} dBFS\n`;
  expect(readLoudness(summary('-21.7', '-18.1'))).toEqual({ lufs: -21.7, truePeak: -18.1 });
  expect(readLoudness(summary('-70.0', '-inf'))).toEqual({ lufs: null, truePeak: null });
  expect(readLoudness('')).toEqual({ lufs: null, truePeak: null });
});

test('on Linux the kernel limits the program', () => {
  const run = {
    command: 'ffmpeg',
    args: ['-i'],
    cwd: '.',
    env: {},
    isolated: false,
    timeoutMs: 10_000,
    budget: new CpuBudget(20),
    mostFileBytes: 1_000,
    signal: new AbortController().signal,
  };
  const limits = ['--cpu=20:25', expect.stringMatching(/^--as=\d+$/), '--fsize=1000', '--core=0'];
  const dying = ['setpriv', '--pdeathsig', 'KILL', '--no-new-privs', '--'];
  expect(withLimits(run, 'linux')).toEqual([...dying, 'prlimit', ...limits, '--', 'ffmpeg', '-i']);
  expect(withLimits({ ...run, isolated: true }, 'linux')).toEqual([...OWN_NAMESPACES, ...withLimits(run, 'linux')]);
  expect(withLimits(run, 'darwin')).toEqual(['ffmpeg', '-i']);
});
