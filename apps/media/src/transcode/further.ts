import type { Sound } from './sound.js';

/** Codecs beside AAC. Players that do not know them leave their variants out, by CODECS of the master playlist. */
export const FORMATS = ['opus', 'flac'] as const;
export type Format = (typeof FORMATS)[number];

/** The encoder of each format. That of ffmpeg itself for Opus is an experiment, and worse. */
export const ENCODERS: Readonly<Record<Format, string>> = { opus: 'libopus', flac: 'flac' };

/** A rendition of another codec than AAC. */
export interface FurtherRendition {
  /** Its name; no number, as those of AAC are. */
  folder: string;
  format: Format;
  /** In CODECS of the master playlist: the sample entry in `init.mp4`. */
  codecs: string;
  /** kbit/s; none for FLAC, whose rate is that of the sound. */
  kbits?: number;
  sampleRate: number;
  channels: number;
  /** Of FLAC: 16, or 32 for samples of 24 bits. */
  sampleFormat?: 's16' | 's32';
  /** Samples of the encoder before the sound, which the edit list of `init.mp4` makes players skip. */
  priming: number;
}

/**
 * Two rates of Opus, by channels: the lower one is as good as AAC of 64 kbit/s, the higher one as good as most ears can hear.
 * The lowest is below that of AAC, as some players take all rates of the codec that has the lowest.
 */
const OPUS_KBITS: Readonly<Record<number, readonly [number, number]>> = { 1: [32, 64], 2: [48, 128] };
/** A rate that is so much above the other is worth its bytes. */
const WORTH_A_STEP = 1.2;
const OPUS_HERTZ = 48_000;
/** The samples that libopus looks ahead, at its rate. */
const OPUS_PRIMING = 312;

/** Codecs that keep each sample. A-law, µ-law and ADPCM are not among them. */
const LOSSLESS = /^(pcm_[usf]\d+(le|be)?|flac|alac|wavpack|wmalossless)$/;
const MOST_FLAC_CHANNELS = 2;
/** Above it a rate is halved and more, for half of the bytes. */
const MOST_FLAC_HERTZ = 48_000;
const CD_HERTZ = 44_100;

/** What is made of a sound in other formats: Opus up to the rate of the source, FLAC of a source without loss. */
export function furtherFor(sound: Sound, formats: readonly Format[]): FurtherRendition[] {
  return [...(formats.includes('opus') ? opusFor(sound) : []), ...(formats.includes('flac') ? flacFor(sound) : [])];
}

function opusFor(sound: Sound): FurtherRendition[] {
  const channels = Math.min(sound.channels, 2);
  const [low, best] = OPUS_KBITS[channels] ?? [0, 0];
  const top = Math.min(best, sound.kbits > 0 ? Math.floor(sound.kbits) : best);
  if (top < low) return [];
  const rates = top >= WORTH_A_STEP * low ? [low, top] : [top];
  return rates.map((kbits) => ({
    folder: `opus-${kbits}`,
    format: 'opus',
    codecs: 'Opus',
    kbits,
    sampleRate: OPUS_HERTZ,
    channels,
    priming: OPUS_PRIMING,
  }));
}

function flacFor({ codec, channels, sampleRate, depth }: Sound): FurtherRendition[] {
  // More channels would be mixed, which is not the source any more.
  if (!LOSSLESS.test(codec) || channels > MOST_FLAC_CHANNELS) return [];
  const lower = sampleRate % CD_HERTZ === 0 ? CD_HERTZ : MOST_FLAC_HERTZ;
  return [
    {
      folder: 'flac',
      format: 'flac',
      codecs: 'fLaC',
      sampleRate: sampleRate > MOST_FLAC_HERTZ ? lower : sampleRate,
      channels,
      // A rate that is converted has samples between those of 16 bits.
      sampleFormat: depth === 16 && sampleRate <= MOST_FLAC_HERTZ ? 's16' : 's32',
      priming: 0,
    },
  ];
}
