import type { Sound } from './sound.js';

/** kbit/s of the renditions; those above the rate of the source are left out. */
const LADDER = [64, 128, 256];
/** The rate of the source is a step of its own when it is this much above the last one, and else replaces it. */
const WORTH_A_STEP = 1.2;
const LOWEST = 24;
/** The encoder's own limit: 6,144 bits a frame of 1,024 samples and channel. */
const BITS_PER_SAMPLE = 6;
/** Channels of a rendition; more are mixed down. */
const MOST_CHANNELS = 2;

const AAC_RATES = [48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000];

export interface Rendition {
  /** kbit/s; also the name of its folder. */
  kbits: number;
  sampleRate: number;
  channels: number;
}

/**
 * None above the source's rate, and none above what the encoder can use at its sampling rate. The top step is the
 * source's own rate, up to 256 kbit/s.
 */
export function ladderFor(sound: Sound): Rendition[] {
  const channels = Math.min(sound.channels, MOST_CHANNELS);
  const sampleRate = AAC_RATES.includes(sound.sampleRate) ? sound.sampleRate : nearestBelow(sound.sampleRate);
  const useful = (BITS_PER_SAMPLE * sampleRate * channels) / 1000;
  const most = Math.min(sound.kbits > 0 ? sound.kbits : useful, useful);
  const steps = LADDER.filter((kbits) => kbits <= most);
  const top = Math.max(LOWEST, Math.min(Math.floor(most), Math.max(...LADDER)));
  const worthAStep = top >= WORTH_A_STEP * (steps.at(-1) ?? 0);
  const isOfSource = sound.kbits > 0 && sound.kbits <= useful;
  if (!worthAStep && isOfSource) steps.pop();
  if (worthAStep || isOfSource) steps.push(top);
  return steps.map((kbits) => ({ kbits, sampleRate, channels }));
}

/** The rendition that is also served as one file: the best one up to about 128 kbit/s. */
export function progressiveOf(ladder: readonly Rendition[]): Rendition | undefined {
  const rate = progressiveRate(ladder.map(({ kbits }) => kbits));
  return ladder.find(({ kbits }) => kbits === rate);
}

/** The same, of rates in ascending order. */
export const progressiveRate = (rates: readonly number[]): number | undefined =>
  rates.findLast((kbits) => kbits < 128 * WORTH_A_STEP) ?? rates[0];

function nearestBelow(rate: number): number {
  return AAC_RATES.find((each) => each <= rate) ?? 8_000;
}
