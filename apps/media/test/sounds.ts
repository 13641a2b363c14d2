import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { join } from 'node:path';
import { FFMPEG_PATH } from './programs.js';

const run = promisify(execFile);

/** The ffmpeg arguments of each format, so that the repository contains no binaries. */
export const FORMATS: Record<string, { type: string; args: string[] }> = {
  wav: { type: 'audio/wav', args: ['-c:a', 'pcm_s16le'] },
  mp3: { type: 'audio/mpeg', args: ['-c:a', 'libmp3lame', '-b:a', '160k'] },
  flac: { type: 'audio/flac', args: ['-c:a', 'flac'] },
  // Without faststart the index is at the end, which is the harder case.
  m4a: { type: 'audio/mp4', args: ['-c:a', 'aac', '-b:a', '160k'] },
  ogg: { type: 'audio/ogg', args: ['-c:a', 'libvorbis', '-q:a', '5'] },
  opus: { type: 'audio/ogg', args: ['-c:a', 'libopus', '-b:a', '96k'] },
  webm: { type: 'audio/webm', args: ['-c:a', 'libopus', '-b:a', '96k'] },
  aac: { type: 'audio/aac', args: ['-c:a', 'aac', '-b:a', '128k'] },
  aiff: { type: 'audio/aiff', args: ['-c:a', 'pcm_s16be'] },
  caf: { type: 'audio/x-caf', args: ['-c:a', 'pcm_s24be'] },
  w64: { type: 'audio/x-w64', args: ['-c:a', 'pcm_s24le'] },
  wv: { type: 'audio/x-wavpack', args: ['-c:a', 'wavpack'] },
  wma: { type: 'audio/x-ms-wma', args: ['-c:a', 'wmav2', '-b:a', '160k'] },
  au: { type: 'audio/basic', args: ['-c:a', 'pcm_s16be'] },
};

/**
 * Stereo audio of `seconds`: a moving tone over pink noise, which is harder to encode than silence or a sine.
 *
 *     ffmpeg -f lavfi -i aevalsrc=… -f lavfi -i anoisesrc=… -filter_complex amix -c:a … sound.<format>
 */
export async function makeSound(folder: string, format: string, seconds: number, extra: string[] = []): Promise<string> {
  const path = join(folder, `sound-${seconds}.${format}`);
  const tone = `aevalsrc=exprs='0.3*sin(2*PI*(220+40*floor(mod(t,8)))*t)|0.3*sin(2*PI*(330+55*floor(mod(t*2,7)))*t)':s=44100:d=${seconds}`;
  const noise = `anoisesrc=c=pink:a=0.2:r=44100:d=${seconds}:seed=7`;
  const { args } = FORMATS[format] ?? { args: [] };
  await run(FFMPEG_PATH, [
    '-v',
    'error',
    '-y',
    '-f',
    'lavfi',
    '-i',
    tone,
    '-f',
    'lavfi',
    '-i',
    noise,
    ...extra,
    '-filter_complex',
    '[0:a][1:a]amix=inputs=2:normalize=0[a]',
    '-map',
    '[a]',
    '-ac',
    '2',
    ...args,
    path,
  ]);
  return path;
}

/** A FLAC of silence: a long one is small, and expensive to transcode. With padding it is as large as others. */
export async function makeSilence(folder: string, seconds: number, padding = 0): Promise<Buffer<ArrayBuffer>> {
  const flac = await readFile(await silence(join(folder, 'silence.flac'), seconds));
  const information = flac.subarray(0, 42);
  const head = Buffer.from([1, padding >> 16, (padding >> 8) & 255, padding & 255]); // a block of padding (RFC 9639, 8.3)
  return Buffer.concat([information, ...(padding > 0 ? [head, Buffer.alloc(padding)] : []), flac.subarray(42)]);
}

/** A WAV of silence: a large one costs nothing to make. Returns its path. */
export const makeSilentWav = (folder: string, seconds: number): Promise<string> => silence(join(folder, 'silence.wav'), seconds);

async function silence(path: string, seconds: number): Promise<string> {
  await run(FFMPEG_PATH, ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'anullsrc=r=44100:cl=stereo', '-t', String(seconds), path]);
  return path;
}

/** An MP3 with an embedded red picture. */
export async function makeSoundWithCover(folder: string, seconds: number): Promise<string> {
  const path = join(folder, 'cover.mp3');
  const plain = await makeSound(folder, 'mp3', seconds);
  await run(FFMPEG_PATH, [
    '-v',
    'error',
    '-y',
    '-i',
    plain,
    '-f',
    'lavfi',
    '-i',
    'color=red:s=900x600:d=1',
    '-map',
    '0',
    '-map',
    '1',
    '-c:a',
    'copy',
    '-frames:v',
    '1',
    '-c:v',
    'mjpeg',
    '-disposition:v',
    'attached_pic',
    '-id3v2_version',
    '3',
    path,
  ]);
  return path;
}

/** A second of sound, and a moving picture where `args` map it. */
export async function makeFile(folder: string, name: string, args: string): Promise<string> {
  const path = join(folder, name);
  const inputs = '-f lavfi -i sine=440:duration=1 -f lavfi -i testsrc=d=1:s=64x64:r=10';
  await run(FFMPEG_PATH, [...`-v error -y ${inputs} ${args}`.split(' '), path]);
  return path;
}

/** A second of a sound that a filter graph makes. */
export async function makeFrom(folder: string, name: string, graph: string, codec = 'pcm_s16le'): Promise<string> {
  const path = join(folder, name);
  await run(FFMPEG_PATH, ['-v', 'error', '-y', '-f', 'lavfi', '-i', graph, '-t', '1', '-c:a', codec, path]);
  return path;
}
