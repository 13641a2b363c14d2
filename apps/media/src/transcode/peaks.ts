import type { WaveformBody } from '@veza/contracts';
import { PEAK_RATE } from './ffmpeg-arguments.js';

/** 8 ms per pixel, for short audio. */
const FIRST_BLOCK = (8 * PEAK_RATE) / 1_000;
/** More pixels than a screen has; longer audio gets coarser pixels. */
export const MOST_PIXELS = 4_096;
/** For a view that is zoomed in. */
export const MOST_DETAIL_PIXELS = 8 * MOST_PIXELS;
const BYTES = Int16Array.BYTES_PER_ELEMENT;

interface Pixels {
  /** Samples of one channel in a pixel. */
  readonly block: number;
  readonly mins: number[];
  readonly maxs: number[];
}

/** Before the first sample of a block. */
const NONE = { min: 32_767, max: -32_768 };

/**
 * Minimum and maximum of every block of samples of a stream, over all its channels, in bounded memory. When there are too
 * many pixels, neighbours are merged and the blocks are twice as long from then on.
 */
export class Peaks {
  private pixels: Pixels = { block: FIRST_BLOCK, mins: [], maxs: [] };
  /** Samples of the present block, of all channels. */
  private filled = 0;
  private min = NONE.min;
  private max = NONE.max;
  private samples = 0;
  /** A chunk may end in the middle of a sample. */
  private half = Buffer.alloc(0);

  constructor(
    private readonly channels = 1,
    private readonly mostPixels = MOST_DETAIL_PIXELS,
  ) {}

  /** Takes 16-bit little-endian samples, those of the channels in turn. */
  push(chunk: Buffer): void {
    const bytes = this.half.length > 0 ? Buffer.concat([this.half, chunk]) : chunk;
    const whole = bytes.length - (bytes.length % BYTES);
    this.half = Buffer.from(bytes.subarray(whole));
    const isAligned = bytes.byteOffset % BYTES === 0;
    const { buffer, byteOffset } = isAligned ? bytes : new Uint8Array(bytes.subarray(0, whole));
    this.addAll(new Int16Array(buffer, byteOffset, whole / BYTES));
  }

  get seconds(): number {
    return this.samples / this.channels / PEAK_RATE;
  }

  /** audiowaveform's JSON, version 2, in 8 bits, with at most so many pixels. */
  waveform(mostPixels = this.mostPixels): WaveformBody {
    if (this.filled > 0) this.closeBlock();
    let { pixels } = this;
    while (pixels.mins.length > mostPixels) pixels = halved(pixels);
    const { block, mins, maxs } = pixels;
    return {
      version: 2,
      channels: 1,
      sample_rate: PEAK_RATE,
      samples_per_pixel: block,
      bits: 8,
      length: mins.length,
      data: mins.flatMap((min, at) => [min >> 8, (maxs[at] ?? 0) >> 8]),
    };
  }

  private addAll(samples: Int16Array): void {
    let at = 0;
    while (at < samples.length) {
      const most = this.pixels.block * this.channels;
      const end = Math.min(samples.length, at + most - this.filled);
      this.filled += end - at;
      let { min, max } = this;
      for (; at < end; at += 1) {
        const sample = samples[at] ?? 0;
        if (sample < min) min = sample;
        if (sample > max) max = sample;
      }
      this.min = min;
      this.max = max;
      if (this.filled === most) this.closeBlock();
    }
    this.samples += samples.length;
  }

  private closeBlock(): void {
    const { mins, maxs } = this.pixels;
    mins.push(this.min);
    maxs.push(this.max);
    this.filled = 0;
    this.min = NONE.min;
    this.max = NONE.max;
    if (mins.length === this.mostPixels) this.pixels = halved(this.pixels);
  }
}

function halved({ block, mins, maxs }: Pixels): Pixels {
  const pairs = Array.from({ length: Math.ceil(mins.length / 2) }, (_, at) => 2 * at);
  return {
    block: 2 * block,
    mins: pairs.map((at) => Math.min(mins[at] ?? 0, mins[at + 1] ?? NONE.min)),
    maxs: pairs.map((at) => Math.max(maxs[at] ?? 0, maxs[at + 1] ?? NONE.max)),
  };
}
