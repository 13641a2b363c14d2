import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrackFault } from '@veza/contracts';
import { HEAD_BYTES, sniff } from '../objects/content-kind.js';
import {
  analyseArguments,
  coverArguments,
  encodeArguments,
  probeArguments,
  readLoudness,
  readProgress,
  readsStdin,
  type Input,
} from './ffmpeg-arguments.js';
import { ladderFor, progressiveOf, type Rendition } from './ladder.js';
import { masterPlaylist, readSegments, type Variant } from './master-playlist.js';
import { Peaks } from './peaks.js';
import { ProgramFailed, runProgram } from './run-program.js';
import { readProbe, type Sound } from './sound.js';
import { waveformPng, waveformSvg } from './waveform-picture.js';

export interface Programs {
  ffmpeg: string;
  ffprobe: string;
  /** What the programs see of our environment. */
  env: Record<string, string>;
}

export interface TranscodeLimits {
  /** Programs at the same time, for one sound. */
  processes: number;
  maxSeconds: number;
  /** Of one program. */
  timeoutMs: number;
}

/** What is told of a sound, beside the files in the folder. */
export interface Transcoded {
  durationSeconds: number;
  loudnessLufs: number | null;
  truePeakDbtp: number | null;
  bitrates: number[];
  hasCover: boolean;
}

/** A sound that can not become a track, whatever is tried: `fault` is for its owner, the message for our log. */
export class UnusableSound extends Error {
  constructor(
    readonly fault: TrackFault,
    message: string,
  ) {
    super(message);
    this.name = 'UnusableSound';
  }
}

const GIB = 1024 ** 3;

/**
 * Turns one uploaded file into everything that is served of a track: `<kbits>/` HLS renditions with `master.m3u8`,
 * `audio.m4a`, `waveform.{json,svg,png}` and perhaps `cover.jpg`. It works in a folder of its own, `in/` with nothing but
 * the source and `out/`, and knows neither queue nor database.
 */
export class Transcoder {
  private readonly out: string;
  private readonly source: string;

  constructor(
    private readonly programs: Programs,
    private readonly limits: TranscodeLimits,
    private readonly folder: string,
    private readonly signal: AbortSignal,
  ) {
    this.out = join(folder, 'out');
    this.source = join(folder, 'in', 'source');
  }

  /** @param onProgress percent, 0 to 99, whenever some more is done */
  async run(onProgress: (percent: number) => void): Promise<Transcoded> {
    await mkdir(this.out);
    const { size } = await stat(this.source);
    const input = await this.look();
    const sound = await this.probe(input, size);
    const ladder = ladderFor(sound);
    const progressive = progressiveOf(ladder);
    for (const { kbits } of ladder) await mkdir(join(this.out, String(kbits)));

    const peaks = new Peaks();
    let loudness = '';
    let hasCover = false;
    const done = new Map<Rendition, number>();
    const tell = () => onProgress(percentOf([...done.values()], ladder.length, sound.estimatedSeconds));
    await inParallel(this.limits.processes, [
      // The heaviest first, so that nothing long is left for the end.
      ...ladder.toReversed().map(
        (rendition) => () =>
          this.ffmpeg(
            input,
            encodeArguments(input, rendition, rendition === progressive),
            eachLine((line) => {
              const seconds = readProgress(line);
              if (seconds === undefined) return;
              done.set(rendition, seconds);
              tell();
            }),
          ),
      ),
      async () => {
        loudness = await this.ffmpeg(input, analyseArguments(input), (chunk) => peaks.push(chunk));
      },
      async () => {
        hasCover = sound.cover !== undefined && (await this.cover(input, sound.cover));
      },
    ]);
    if (peaks.seconds === 0) throw new UnusableSound('UNREADABLE', 'nothing could be decoded');

    await this.write('master.m3u8', masterPlaylist(await Promise.all(ladder.map((each) => this.measure(each)))));
    const waveform = peaks.waveform();
    await this.write('waveform.json', JSON.stringify(waveform));
    await this.write('waveform.svg', waveformSvg(waveform));
    await this.write('waveform.png', waveformPng(waveform));
    const { lufs, truePeak } = readLoudness(loudness);
    const durationSeconds = Math.round(peaks.seconds * 1000) / 1000;
    return { durationSeconds, loudnessLufs: lufs, truePeakDbtp: truePeak, bitrates: ladder.map(({ kbits }) => kbits), hasCover };
  }

  /** The bytes are looked at again: what the row says of them is not what ffmpeg is trusted with. */
  private async look(): Promise<Input> {
    const handle = await open(this.source);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      const demuxer = sniff(buffer.subarray(0, bytesRead))?.demuxer;
      if (!demuxer) throw new UnusableSound('UNREADABLE', 'the bytes are no sound');
      return { demuxer, path: '../in/source' };
    } finally {
      await handle.close();
    }
  }

  private async probe(input: Input, size: number): Promise<Sound> {
    const chunks: Buffer[] = [];
    const args = probeArguments(input);
    try {
      await this.program(this.programs.ffprobe, input, args, (chunk) => chunks.push(chunk));
    } catch (error) {
      if (!(error instanceof ProgramFailed) || error.reason !== 'exit') throw faultOf(error);
      throw new UnusableSound('UNREADABLE', error.stderr);
    }
    const sound = readProbe(Buffer.concat(chunks).toString(), size);
    if (!sound) throw new UnusableSound('UNREADABLE', 'no sound in the container');
    if (sound.estimatedSeconds > this.limits.maxSeconds) throw new UnusableSound('TOO_LONG', `${sound.estimatedSeconds} s`);
    return sound;
  }

  private async cover(input: Input, stream: number): Promise<boolean> {
    try {
      await this.ffmpeg(input, coverArguments(input, stream));
      return true;
    } catch (error) {
      if (error instanceof ProgramFailed && error.reason === 'exit') return false; // a broken picture does not spoil the sound
      throw error;
    }
  }

  private async ffmpeg(input: Input, args: string[], onStdout?: (chunk: Buffer) => void): Promise<string> {
    try {
      return await this.program(this.programs.ffmpeg, input, args, onStdout);
    } catch (error) {
      throw faultOf(error);
    }
  }

  private async program(command: string, input: Input, args: string[], onStdout?: (chunk: Buffer) => void): Promise<string> {
    let stdin: FileHandle | undefined;
    try {
      if (readsStdin(input)) stdin = await open(this.source);
      const { env } = this.programs;
      const { timeoutMs } = this.limits;
      return await runProgram({
        command,
        args,
        env,
        cwd: this.out,
        stdin: stdin?.fd,
        onStdout,
        timeoutMs,
        mostFileBytes: GIB,
        signal: this.signal,
      });
    } finally {
      await stdin?.close();
    }
  }

  private async measure(rendition: Rendition): Promise<Variant> {
    const folder = join(this.out, String(rendition.kbits));
    const segments = readSegments(await readFile(join(folder, 'index.m3u8'), 'latin1'));
    const sized = await Promise.all(
      segments.map(async ({ name, seconds }) => ({ bits: 8 * (await stat(join(folder, name))).size, seconds })),
    );
    const seconds = sized.reduce((sum, segment) => sum + segment.seconds, 0);
    const bits = sized.reduce((sum, segment) => sum + segment.bits, 0);
    // The last piece may be a few milliseconds long, and its rate says nothing.
    const peakBits = Math.max(
      0,
      ...sized.filter((segment) => segment.seconds >= 1).map((segment) => segment.bits / segment.seconds),
    );
    return { ...rendition, peakBits, averageBits: seconds > 0 ? bits / seconds : 0 };
  }

  private write(name: string, content: string | Buffer): Promise<void> {
    return writeFile(join(this.out, name), content);
  }
}

function faultOf(error: unknown): unknown {
  const timedOut = error instanceof ProgramFailed && error.reason === 'timeout';
  return timedOut ? new UnusableSound('TIMED_OUT', error.message) : error;
}

function percentOf(done: number[], renditions: number, seconds: number): number {
  if (seconds <= 0) return 0;
  const share = done.reduce((sum, each) => sum + Math.min(1, each / seconds), 0) / renditions;
  return Math.min(99, Math.floor(100 * share));
}

function eachLine(take: (line: string) => void): (chunk: Buffer) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = (lines.pop() ?? '').slice(-1_000);
    lines.forEach(take);
  };
}

/** Stops starting new work at the first failure, and rejects with it once everything that ran has ended. */
async function inParallel(most: number, work: (() => Promise<unknown>)[]): Promise<void> {
  const waiting = [...work];
  const failures: unknown[] = [];
  const lane = async () => {
    for (let next = waiting.shift(); next && failures.length === 0; next = waiting.shift())
      await next().catch((error) => failures.push(error));
  };
  await Promise.all(Array.from({ length: Math.min(most, work.length) }, lane));
  if (failures.length > 0) throw failures[0];
}
