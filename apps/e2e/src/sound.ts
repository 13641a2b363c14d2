import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { programs } from './config.js';

const run = promisify(execFile);
const MAX_OUTPUT = 16 * 1024 * 1024;
const PLAY_MS = 300_000;

/**
 * The command that generates every audio file of the tests, so that the repository holds no binary. Two beating sines, the
 * second one swelling, do not compress away and have a waveform that is not flat:
 *
 *   ffmpeg -f lavfi -i "sine=frequency=220:sample_rate=44100" -f lavfi -i "aevalsrc=0.4*sin(2*PI*331*t)*abs(sin(0.5*t)):s=44100"
 *          -filter_complex "[0][1]amerge=inputs=2" -t SECONDS -metadata title=… -c:a CODEC FILE
 */
const SOURCES = ['sine=frequency=220:sample_rate=44100', 'aevalsrc=0.4*sin(2*PI*331*t)*abs(sin(0.5*t)):s=44100'];

const CODECS = {
  wav: { args: ['-c:a', 'pcm_s16le'], type: 'audio/wav' },
  /** Many bytes for a short sound. */
  studio: { args: ['-ar', '192000', '-c:a', 'pcm_s32le'], type: 'audio/wav' },
  flac: { args: ['-c:a', 'flac'], type: 'audio/flac' },
  m4a: { args: ['-c:a', 'aac', '-b:a', '160k'], type: 'audio/mp4' },
} as const;
type SoundKind = keyof typeof CODECS;

export const mediaType = (kind: SoundKind): string => CODECS[kind].type;

/** Makes a stereo file of this kind and length. */
export async function makeSound(path: string, kind: SoundKind, seconds: number): Promise<void> {
  const inputs = SOURCES.flatMap((source) => ['-f', 'lavfi', '-i', source]);
  const mix = ['-filter_complex', '[0][1]amerge=inputs=2', '-t', String(seconds), '-metadata', 'title=Generated'];
  await run(
    programs.FFMPEG_PATH,
    ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', ...inputs, ...mix, ...CODECS[kind].args, path],
    {
      timeout: PLAY_MS,
    },
  );
}

/** Appends random bytes to a WAV file, as a chunk that players skip: a large upload whose conversion takes no time. */
export async function pad(path: string, bytes: number): Promise<void> {
  const sound = await readFile(path);
  sound.writeUInt32LE(sound.length + bytes, 4); // of all that follows: without these eight bytes, and with those of the chunk
  const chunk = Buffer.alloc(8);
  chunk.write('junk');
  chunk.writeUInt32LE(bytes, 4);
  await writeFile(path, [sound, chunk, randomBytes(bytes)]);
}

/** A mono 16-bit WAV of a sine, made without ffmpeg. */
export function tone(seconds: number, rate = 22_050): Buffer {
  const samples = Math.round(seconds * rate);
  const file = Buffer.alloc(44 + samples * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16); // length of the format chunk
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22); // one channel
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28); // bytes a second
  file.writeUInt16LE(2, 32); // bytes a sample
  file.writeUInt16LE(16, 34); // bits a sample
  file.write('data', 36);
  file.writeUInt32LE(samples * 2, 40);
  // Each second of 440 Hz is the same as the one before.
  const second = new Int16Array(Math.min(rate, samples)).map((_, i) =>
    Math.round(12_000 * Math.sin((2 * Math.PI * 440 * i) / rate)),
  );
  return samples === 0 ? file : file.fill(new Uint8Array(second.buffer), 44);
}

/** Plays an address to its end with ffmpeg. Returns the duration in seconds; decoding errors throw. */
export async function play(url: string): Promise<number> {
  const args = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-xerror', '-progress', 'pipe:1', '-i', url, '-f', 'null', '-'];
  const { stdout, stderr } = await run(programs.FFMPEG_PATH, args, { timeout: PLAY_MS, maxBuffer: MAX_OUTPUT });
  if (stderr.trim() !== '') throw new Error(`ffmpeg reported errors while playing ${url}: ${stderr.slice(0, 500)}`);
  const times = [...stdout.matchAll(/^out_time_us=(\d+)$/gm)].map(([, microseconds]) => Number(microseconds));
  const last = times.at(-1);
  if (last === undefined || !stdout.includes('progress=end'))
    throw new Error(`ffmpeg did not reach the end of ${url}: ${stdout.slice(-300)}`);
  return last / 1e6;
}
