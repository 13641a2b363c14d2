import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from '@veza/contracts';
import { extractArguments, type FfmpegInput, probeArguments, readStatedSeconds } from './ffmpeg-arguments.js';
import { ProgramFailed } from './run-program.js';
import { isDecodable, readProbe, type Sound } from './sound.js';
import { readTags, type SoundTags } from '../tracks/sound-tags.js';

export type RunProgram = (
  program: 'ffmpeg' | 'ffprobe',
  input: FfmpegInput,
  args: string[],
  onStdout?: (chunk: Buffer) => void,
) => Promise<string>;

export interface Probed {
  sound: Sound;
  tags: SoundTags;
}

/** Tags may be as long as the file; what is longer than this is not a title. */
const MOST_OUTPUT = 1024 ** 2;
const EXTRACT = 'extract.mka';

/** The facts and tags of a sound, from ffprobe in the working folder `cwd`. */
export class SoundProbe {
  constructor(
    private readonly run: RunProgram,
    private readonly cwd: string,
  ) {}

  /** Undefined when there is no sound that a listed decoder can read. Rejects with ProgramFailed, but not for an exit. */
  async read(input: FfmpegInput, sizeBytes: number): Promise<Probed | undefined> {
    try {
      return await this.probe(input, sizeBytes);
    } catch (error) {
      if (!isExit(error)) throw error;
      return this.probeExtract(input, sizeBytes);
    }
  }

  private async probe(input: FfmpegInput, sizeBytes: number): Promise<Probed | undefined> {
    const probed = parseJson((await this.output(input, true)) ?? (await this.output(input, false)) ?? '');
    const sound = readProbe(probed, sizeBytes, input.demuxer);
    return sound && { sound, tags: readTags(probed) };
  }

  /** Undefined when the output is too long to be kept. */
  private async output(input: FfmpegInput, withTags: boolean): Promise<string | undefined> {
    const chunks: Buffer[] = [];
    let length = 0;
    await this.run('ffprobe', input, probeArguments(input, withTags), (chunk) => {
      length += chunk.length;
      if (length <= MOST_OUTPUT) chunks.push(chunk);
    });
    return length <= MOST_OUTPUT ? Buffer.concat(chunks).toString() : undefined;
  }

  /** From a second of the sound without the other streams; the length is that of the whole file. */
  private async probeExtract(input: FfmpegInput, sizeBytes: number): Promise<Probed | undefined> {
    try {
      const stated = readStatedSeconds(await this.run('ffmpeg', input, extractArguments(input)));
      const extract: FfmpegInput = { ...input, demuxer: 'matroska', path: EXTRACT };
      const { size } = await stat(join(this.cwd, EXTRACT));
      const probed = await this.probe(extract, size);
      if (!probed || !isListed(probed, input)) return undefined;
      const estimatedSeconds = stated ?? (8 * sizeBytes) / (1000 * probed.sound.kbits);
      return { ...probed, sound: { ...probed.sound, estimatedSeconds, cover: undefined } };
    } catch (error) {
      if (isExit(error)) return undefined;
      throw error;
    } finally {
      await rm(join(this.cwd, EXTRACT), { force: true });
    }
  }
}

/** The decoders are those of the container of the source. */
const isListed = ({ sound }: Probed, { demuxer }: FfmpegInput) => isDecodable(sound.codec, demuxer);
const isExit = (error: unknown) => error instanceof ProgramFailed && error.reason === 'exit';
