import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Demuxer, HEAD_BYTES, sniff, tagBytes } from '../objects/content-kind.js';
import { CpuBudget, cpuSecondsOf, isUnusual, PROBE_SECONDS } from './cpu-budget.js';
import {
  analyseArguments,
  coverArguments,
  encodeArguments,
  furtherArguments,
  readLoudness,
  readProgress,
  readsStdin,
  type FfmpegInput,
  voiceArguments,
} from './ffmpeg-arguments.js';
import { faultOf, UnsupportedAudio } from './faults.js';
import { type Format, furtherFor } from './further.js';
import { FurtherRun } from './further-run.js';
import { ladderFor, progressiveOf, type Rendition } from './ladder.js';
import { masterPlaylist } from './master-playlist.js';
import { type Segment, settledSegments } from './media-playlist.js';
import { MOST_DETAIL_PIXELS, MOST_PIXELS, Peaks } from './peaks.js';
import { type Probed, SoundProbe } from './probe.js';
import { statesSound } from './stated-header.js';
import type { Timed } from './transcode-metrics.js';
import { ProgramFailed, runProgram } from './run-program.js';
import type { SoundTags } from '../tracks/sound-tags.js';
import { type LeanRoot, makeLeanRoot } from './lean-root.js';
import { measured, offered } from './variants.js';
import { WAVEFORM, WAVEFORM_DETAIL } from '../tracks/waveform-names.js';
import { waveformPng, waveformSvg } from './waveform-picture.js';

export interface Programs {
  ffmpeg: string;
  ffprobe: string;
  /** The environment of the programs. */
  env: Record<string, string>;
  /** Whether they run in namespaces of their own. */
  isolated: boolean;
  /** Whether they also have a root of their own. */
  rooted: boolean;
}

export interface TranscodeLimits {
  /** Concurrent programs for one source. */
  processes: number;
  maxSeconds: number;
  /** Of one program. */
  timeoutMs: number;
  /** Made beside AAC. */
  formats?: readonly Format[];
}

/** The measured facts, beside the files in the folder. */
export interface Transcoded {
  durationSeconds: number;
  loudnessLufs: number | null;
  truePeakDbtp: number | null;
  /** Of AAC, in kbit/s. */
  bitrates: number[];
  /** The folders of other codecs. */
  further: string[];
  /** Why there are no other codecs, although they were wanted. */
  unmade?: Error;
  hasCover: boolean;
  tags: SoundTags;
}

/** Formats that may follow a tag of ID3v2, which may be longer than the head of the file. */
const TAGGED: readonly Demuxer[] = ['mp3', 'aac', 'flac'];
const GIB = 1024 ** 3;

/**
 * Transcodes one uploaded file to the files of a track: HLS renditions in `<kbits>/`, and those of
 * other codecs in `opus-<kbits>/` and `flac/`, with `master.m3u8`, `audio.m4a`,
 * `waveform.{json,svg,png}`, and `cover.jpg` if there is a picture. It works in a folder of its own, with the source alone
 * in `in/` and the results in `out/`, and uses neither queue nor database.
 */
export class Transcoder {
  private readonly out: string;
  private readonly source: string;
  private root?: LeanRoot;
  /** Of the programs that run next: first of the probe, then of all others. */
  private budget = new CpuBudget(PROBE_SECONDS);
  /** Encoded seconds so far. */
  private readonly encoded = new Map<Rendition, number>();

  constructor(
    private readonly programs: Programs,
    private readonly limits: TranscodeLimits,
    private readonly folder: string,
    private readonly signal: AbortSignal,
    private readonly timed: Timed = (_stage, work) => work(),
  ) {
    this.out = join(folder, 'out');
    this.source = join(folder, 'in', 'source');
  }

  /**
   * @param onProgress is called with the percentage, 0 to 99
   * @param onUnusual is awaited before the work begins on a sound that costs more than others of its size
   */
  async run(onProgress: (percent: number) => void, onUnusual = (): Promise<void> => Promise.resolve()): Promise<Transcoded> {
    await this.prepare();
    const { size } = await stat(this.source);
    const detected = await this.detectInput();
    const { sound, tags } = await this.timed('probe', () => this.probe(detected, size));
    const { estimatedSeconds } = sound;
    const input = { ...detected, mostSeconds: sound.endSeconds ?? detected.mostSeconds };
    if (estimatedSeconds > this.limits.maxSeconds) throw new UnsupportedAudio('TOO_LONG', `${estimatedSeconds} s`);
    const unusual = isUnusual(size, estimatedSeconds);
    if (unusual) await onUnusual();
    const ladder = ladderFor(sound);
    const further = new FurtherRun(this.out, unusual ? [] : furtherFor(sound, this.limits.formats ?? []));
    this.budget = new CpuBudget(cpuSecondsOf(size, estimatedSeconds, further.renditions.length));
    const progressive = progressiveOf(ladder);
    for (const { kbits } of ladder) await mkdir(join(this.out, String(kbits)));
    await further.prepare();

    const sounding = ladder[0] ?? { channels: 1 };
    const peaks = new Peaks(sounding.channels);
    let loudness = '';
    let hasCover = false;
    const runs = ladder.length + Number(further.isWanted);
    const reportProgress = () => onProgress(percentOf([...this.encoded.values(), further.seconds], runs, estimatedSeconds));
    await inParallel(this.limits.processes, [
      // The slowest first, so that no long run is left for the end.
      ...ladder
        .toReversed()
        .map(
          (rendition) => () =>
            this.timed('encode', () => this.encode(input, rendition, rendition === progressive, reportProgress)),
        ),
      // Behind those of AAC, which are heard meanwhile.
      async () => {
        if (further.isWanted) await this.timed('further', () => this.encodeFurther(input, further, reportProgress));
      },
      async () => {
        loudness = await this.timed('analyse', () =>
          this.ffmpeg(input, analyseArguments(input, sounding), (chunk) => peaks.push(chunk)),
        );
      },
      async () => {
        const { cover } = sound;
        hasCover = cover !== undefined && (await this.timed('cover', () => this.cover(input, cover)));
      },
    ]);
    if (peaks.seconds > this.limits.maxSeconds) throw new UnsupportedAudio('TOO_LONG', `${peaks.seconds} s after decoding`);
    if (peaks.seconds === 0) throw new UnsupportedAudio('UNREADABLE', 'nothing could be decoded');

    const variants = offered(ladder, await Promise.all(ladder.map((each) => measured(this.out, each, peaks.seconds))));
    const others = await further.variants(peaks.seconds);
    await this.write('master.m3u8', masterPlaylist(variants, others));
    const waveform = peaks.waveform(MOST_PIXELS);
    await this.write(WAVEFORM, JSON.stringify(waveform));
    await this.write(WAVEFORM_DETAIL, JSON.stringify(peaks.waveform(MOST_DETAIL_PIXELS)));
    await this.write('waveform.svg', waveformSvg(waveform));
    await this.write('waveform.png', waveformPng(waveform));
    const { lufs, truePeak } = readLoudness(loudness);
    const durationSeconds = Math.round(peaks.seconds * 1000) / 1000;
    const bitrates = variants.map(({ kbits }) => kbits);
    const made = { bitrates, further: others.map(({ folder }) => folder), unmade: further.failure };
    return { durationSeconds, loudnessLufs: lufs, truePeakDbtp: truePeak, hasCover, tags, ...made };
  }

  /**
   * Encodes the lowest rate of a sound whose end is missing, up to the longest length. False when its kind has an index or
   * its length at the end.
   */
  async runLowest(): Promise<boolean> {
    await this.prepare();
    const { size } = await stat(this.source);
    const input = await this.detectInput();
    if (!readsStdin(input)) return false;
    const [lowest] = ladderFor((await this.probe(input, size)).sound);
    if (!lowest) throw new UnsupportedAudio('UNREADABLE', 'no rate is possible');
    await mkdir(join(this.out, String(lowest.kbits)));
    await this.encode(input, lowest, false, () => undefined);
    return true;
  }

  /** Encodes a voice message to `out/voice.m4a` and returns what is drawn of it. */
  async runVoice(): Promise<Peaks> {
    await this.prepare();
    const { size } = await stat(this.source);
    const input = await this.detectInput();
    await this.probe(input, size);
    const peaks = new Peaks();
    await this.ffmpeg(input, voiceArguments(input), (chunk) => peaks.push(chunk));
    if (peaks.seconds === 0) throw new UnsupportedAudio('UNREADABLE', 'nothing could be decoded');
    if (peaks.seconds > this.limits.maxSeconds) throw new UnsupportedAudio('TOO_LONG', `${peaks.seconds} s after decoding`);
    return peaks;
  }

  /** The segments so far, by rate, which stay as they are while it runs. */
  async settled(): Promise<Map<number, Segment[]>> {
    const rates = [...this.encoded].map(async ([{ kbits, sampleRate }, seconds]): Promise<[number, Segment[]]> => {
      return [kbits, await settledSegments(join(this.out, String(kbits)), sampleRate, seconds)];
    });
    return new Map(await Promise.all(rates));
  }

  /** Detects the kind again from the bytes: ffmpeg gets no input format from the database. */
  private async detectInput(): Promise<FfmpegInput> {
    const handle = await open(this.source);
    try {
      const read = async (at: number) => {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, at);
        return buffer.subarray(0, bytesRead);
      };
      const head = await read(0);
      const tag = tagBytes(head);
      const behind = tag > 0 ? sniff(await read(tag))?.demuxer : undefined;
      const demuxer = behind !== undefined && TAGGED.includes(behind) ? behind : sniff(head)?.demuxer;
      if (!demuxer || !statesSound(demuxer, head)) throw new UnsupportedAudio('UNREADABLE', 'the bytes are no sound');
      return { demuxer, path: '../in/source', mostSeconds: Math.max(0, Math.ceil(this.limits.maxSeconds)) + 1 };
    } finally {
      await handle.close();
    }
  }

  private async probe(input: FfmpegInput, size: number): Promise<Probed> {
    const run = (program: 'ffmpeg' | 'ffprobe', ...call: [FfmpegInput, string[], ((chunk: Buffer) => void)?]) =>
      this.program(this.programs[program], ...call);
    const probed = await new SoundProbe(run, this.out).read(input, size).catch((error: unknown) => {
      throw faultOf(error);
    });
    if (!probed) throw new UnsupportedAudio('UNREADABLE', 'no sound in the container');
    this.budget = new CpuBudget(cpuSecondsOf(size, Math.min(probed.sound.estimatedSeconds, this.limits.maxSeconds)));
    return probed;
  }

  private encode(input: FfmpegInput, rendition: Rendition, progressive: boolean, reportProgress: () => void): Promise<string> {
    const note = eachProgress((seconds) => {
      this.encoded.set(rendition, seconds);
      reportProgress();
    });
    return this.ffmpeg(input, encodeArguments(input, rendition, progressive), note);
  }

  private async encodeFurther(input: FfmpegInput, further: FurtherRun, reportProgress: () => void): Promise<void> {
    const note = eachProgress((seconds) => {
      further.seconds = seconds;
      reportProgress();
    });
    await further
      .run((renditions) => this.program(this.programs.ffmpeg, input, furtherArguments(input, renditions), note))
      .catch((error: unknown) => {
        throw faultOf(error);
      });
  }

  private async cover(input: FfmpegInput, stream: number): Promise<boolean> {
    try {
      await this.program(this.programs.ffmpeg, input, coverArguments(input, stream));
      return true;
    } catch (error) {
      if (error instanceof ProgramFailed && error.reason === 'exit') return false; // a broken picture does not fail the track
      throw faultOf(error);
    }
  }

  /** Makes what the programs need in the working folder. */
  private async prepare(): Promise<void> {
    await mkdir(this.out);
    const { ffmpeg, ffprobe, env, rooted } = this.programs;
    if (rooted) this.root = await makeLeanRoot(this.folder, { programs: [ffmpeg, ffprobe], libraries: env['LD_LIBRARY_PATH'] });
  }

  private async ffmpeg(input: FfmpegInput, args: string[], onStdout?: (chunk: Buffer) => void): Promise<string> {
    try {
      return await this.program(this.programs.ffmpeg, input, args, onStdout);
    } catch (error) {
      throw faultOf(error);
    }
  }

  private async program(
    command: string,
    input: FfmpegInput,
    args: string[],
    onStdout?: (chunk: Buffer) => void,
  ): Promise<string> {
    let stdin: FileHandle | undefined;
    try {
      if (readsStdin(input)) stdin = await open(this.source);
      const { env, isolated } = this.programs;
      const { timeoutMs } = this.limits;
      return await runProgram({
        command,
        args,
        env,
        isolated,
        root: this.root,
        cwd: this.out,
        stdin: stdin?.fd,
        onStdout,
        timeoutMs,
        budget: this.budget,
        mostFileBytes: GIB,
        signal: this.signal,
      });
    } finally {
      await stdin?.close();
    }
  }

  private write(name: string, content: string | Buffer): Promise<void> {
    return writeFile(join(this.out, name), content);
  }
}

function percentOf(done: number[], renditions: number, seconds: number): number {
  if (seconds <= 0) return 0;
  const share = done.reduce((sum, each) => sum + Math.min(1, each / seconds), 0) / renditions;
  return Math.min(99, Math.floor(100 * share));
}

/** Calls with the seconds done so far, from what `-progress` writes. */
function eachProgress(take: (seconds: number) => void): (chunk: Buffer) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = (lines.pop() ?? '').slice(-1_000);
    for (const line of lines) {
      const seconds = readProgress(line);
      if (seconds !== undefined) take(seconds);
    }
  };
}

/** Starts no more work after the first failure, and rejects with it once all running work has ended. */
async function inParallel(most: number, work: (() => Promise<unknown>)[]): Promise<void> {
  const waiting = [...work];
  const failures: unknown[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next && failures.length === 0; next = waiting.shift())
      await next().catch((error) => failures.push(error));
  };
  await Promise.all(Array.from({ length: Math.min(most, work.length) }, worker));
  if (failures.length > 0) throw failures[0];
}
