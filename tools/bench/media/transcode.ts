import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { provideFfmpeg } from '@veza/servers';
import { endedChildrenCpuMicros, familyCpuMicros } from '../measure/cpu.js';
import { say, STATE } from '../measure/servers.js';
import { median } from '../measure/statistics.js';
import { TranscodingStage } from './transcoding-stage.js';

/** The worker's CPU and wall time beside those of separate passes of ffmpeg, one after another. */
const BARS = { cpu: 0.82, wall: 0.5 };
const HLS = ['-f', 'hls', '-hls_time', '6', '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'];
const OTHERS = [
  ['opus-48', '-c:a', 'libopus', '-b:a', '48k'],
  ['opus-128', '-c:a', 'libopus', '-b:a', '128k'],
  ['flac', '-c:a', 'flac', '-strict', '-2'],
] as const;
const EBU = 'ebur128=framelog=verbose';

interface Cost {
  wall: number;
  cpu: number;
}

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60,300' }, repeats: { type: 'string', default: '3' } },
});

const programs = await provideFfmpeg(STATE, say);
const folder = mkdtempSync(join(tmpdir(), 'veza-bench-'));
const stage = await TranscodingStage.open(programs);
try {
  console.log('\nFrom the start of the job to a ready track, beside separate bare passes; medians, and CPU in seconds.\n');
  console.log('| sound | bare: wall | CPU | worker: wall | CPU | wall, ratio | CPU, ratio | bars 0.50, 0.82 |');
  console.log('|---|---:|---:|---:|---:|---:|---:|---|');
  for (const seconds of values.seconds.split(',').map(Number)) {
    const sound = await makeSound(seconds);
    const [bare, worker]: [Cost[], Cost[]] = [[], []];
    for (let repeat = 0; repeat < Number(values.repeats); repeat += 1) {
      bare.push(await measureBare(sound));
      worker.push(await measureWorker(sound));
    }
    print(seconds, bare, worker);
  }
} finally {
  await stage.close();
  rmSync(folder, { recursive: true });
}

/** Pink noise with a beat under two moving tones, left and right different: as dense as music. */
async function makeSound(seconds: number): Promise<string> {
  const path = join(folder, `${seconds}.wav`);
  const tone = (base: number, step: number) => `0.3*sin(2*PI*(${base}+${step}*floor(mod(t,8)))*t)*(0.6+0.4*sin(PI*t))`;
  const graph = `[1:a]volume='0.3+0.7*exp(-6*mod(t,0.5))':eval=frame,pan=stereo|c0=c0|c1=0.8*c0[n];[0:a][n]amix=inputs=2`;
  await ffmpeg([
    ...['-f', 'lavfi', '-i', `aevalsrc=exprs='${tone(110, 40)}|${tone(165, 55)}':s=44100:d=${seconds}`],
    ...['-f', 'lavfi', '-i', `anoisesrc=c=pink:a=0.25:r=44100:d=${seconds}:seed=7`],
    ...['-filter_complex', graph, '-ac', '2', '-c:a', 'pcm_s16le', path],
  ]);
  return path;
}

/** Renditions of AAC, Opus and FLAC, the file for downloads, samples for a waveform, loudness: each a pass of its own. */
async function measureBare(sound: string): Promise<Cost> {
  const out = mkdtempSync(join(folder, 'bare-'));
  const begin = performance.now();
  const spent = () => endedChildrenCpuMicros(process.pid);
  const before = spent();
  for (const rate of [64, 128, 256]) {
    mkdirSync(join(out, String(rate)));
    await ffmpeg(['-i', sound, '-vn', '-c:a', 'aac', '-b:a', `${rate}k`, ...HLS, join(out, String(rate), 'index.m3u8')]);
  }
  for (const [name, ...codec] of OTHERS) {
    mkdirSync(join(out, name));
    await ffmpeg(['-i', sound, '-vn', ...codec, ...HLS, join(out, name, 'index.m3u8')]);
  }
  await ffmpeg(['-i', sound, '-vn', '-c:a', 'aac', '-b:a', '128k', '-movflags', '+faststart', join(out, 'audio.m4a')]);
  await ffmpeg(['-i', sound, '-vn', '-ac', '1', '-ar', '8000', '-f', 's16le', '-']);
  await ffmpeg(['-i', sound, '-vn', '-af', EBU, '-f', 'null', '-']);
  const cost = { wall: performance.now() - begin, cpu: spent() - before };
  rmSync(out, { recursive: true });
  return cost;
}

async function ffmpeg(words: readonly string[]): Promise<void> {
  const child = spawn(programs.ffmpeg, ['-hide_banner', '-nostdin', '-v', 'error', '-y', ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.resume();
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
}

async function measureWorker(sound: string): Promise<Cost> {
  const spent = () => familyCpuMicros(stage.workerPid);
  const before = spent();
  const id = await stage.upload(await openAsBlob(sound));
  const begin = performance.now();
  for (let status = 'processing'; status !== 'ready'; status = await stage.statusOf(id)) {
    if (status === 'failed') throw new Error('The track failed');
    await pause(20);
  }
  return { wall: performance.now() - begin, cpu: spent() - before };
}

function print(seconds: number, bare: readonly Cost[], worker: readonly Cost[]): void {
  const of = (costs: readonly Cost[], key: keyof Cost) => median(costs.map((cost) => cost[key]));
  const [wall, cpu] = [of(worker, 'wall') / of(bare, 'wall'), of(worker, 'cpu') / of(bare, 'cpu')];
  const verdict = wall <= BARS.wall && cpu <= BARS.cpu ? 'met' : 'NOT met';
  const cells = [of(bare, 'wall') / 1e3, of(bare, 'cpu') / 1e6, of(worker, 'wall') / 1e3, of(worker, 'cpu') / 1e6, wall, cpu];
  console.log(`| ${seconds} s | ${cells.map((cell) => cell.toFixed(2)).join(' | ')} | ${verdict} |`);
}
