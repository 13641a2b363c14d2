import type { WaveformBody } from '@veza/contracts';
import { PEAK_RATE } from './ffmpeg-arguments.js';

/** 8 ms per pixel, for short audio. */
const FIRST_BLOCK = 64;
/** More pixels than a screen has; longer audio gets coarser pixels. */
const MOST_PIXELS = 4_096;
/** For a view that is zoomed in. */
export const MOST_DETAIL_PIXELS = 8 * MOST_PIXELS;

/**
 * Minimum and maximum of every block of samples of a stream, in bounded memory. When there are too many pixels,
 * neighbours are merged and the blocks are twice as long from then on.
 */
export class Peaks {
  private block = FIRST_BLOCK;
  private readonly mins: number[] = [];
  private readonly maxs: number[] = [];
  private filled = 0;
  private min = 0;
  private max = 0;
  private samples = 0;
  /** A chunk may end in the middle of a sample. */
  private half?: number;

  constructor(private readonly mostPixels = MOST_PIXELS) {}

  /** Takes 16-bit little-endian mono samples. */
  push(chunk: Buffer): void {
    let at = 0;
    if (this.half !== undefined && chunk.length > 0) {
      this.add((chunk.readInt8(0) << 8) | this.half);
      this.half = undefined;
      at = 1;
    }
    for (; at + 1 < chunk.length; at += 2) this.add(chunk.readInt16LE(at));
    if (at < chunk.length) this.half = chunk.readUInt8(at);
  }

  get seconds(): number {
    return this.samples / PEAK_RATE;
  }

  /** audiowaveform's JSON, version 2, in 8 bits. */
  waveform(): WaveformBody {
    if (this.filled > 0) this.closeBlock();
    const data = this.mins.flatMap((min, at) => [min >> 8, (this.maxs[at] ?? 0) >> 8]);
    return {
      version: 2,
      channels: 1,
      sample_rate: PEAK_RATE,
      samples_per_pixel: this.block,
      bits: 8,
      length: this.mins.length,
      data,
    };
  }

  private add(sample: number): void {
    if (this.filled === 0) {
      this.min = sample;
      this.max = sample;
    } else if (sample < this.min) this.min = sample;
    else if (sample > this.max) this.max = sample;
    this.samples += 1;
    this.filled += 1;
    if (this.filled === this.block) this.closeBlock();
  }

  private closeBlock(): void {
    this.mins.push(this.min);
    this.maxs.push(this.max);
    this.filled = 0;
    if (this.mins.length === this.mostPixels) this.halve();
  }

  private halve(): void {
    const pairs = this.mostPixels / 2;
    for (let to = 0; to < pairs; to++) {
      this.mins[to] = Math.min(this.mins[2 * to] ?? 0, this.mins[2 * to + 1] ?? 0);
      this.maxs[to] = Math.max(this.maxs[2 * to] ?? 0, this.maxs[2 * to + 1] ?? 0);
    }
    this.mins.length = pairs;
    this.maxs.length = pairs;
    this.block *= 2;
  }
}
