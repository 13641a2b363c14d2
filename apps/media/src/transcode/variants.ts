import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { progressiveOf, type Rendition } from './ladder.js';
import type { FurtherRendition } from './further.js';
import type { FurtherVariant, Variant } from './master-playlist.js';
import { finishPlaylist, type Segment } from './media-playlist.js';

/** A step that really is that much above the one below; quiet or plain sounds use less than the rate of the encoder. */
const WORTH_A_STEP = 1.2;

/** Ends the playlist of one rendition and measures its segments. */
export async function measured(out: string, { kbits, sampleRate }: Rendition, duration: number): Promise<Variant> {
  const folder = join(out, String(kbits));
  return { kbits, ...(await bitsOf(folder, await finishPlaylist(folder, sampleRate, duration))) };
}

/** The same of another codec. */
export async function measuredFurther(out: string, rendition: FurtherRendition, duration: number): Promise<FurtherVariant> {
  const { folder, codecs, kbits = 0, sampleRate, priming } = rendition;
  const segments = await finishPlaylist(join(out, folder), sampleRate, duration, priming);
  return { folder, codecs, kbits, ...(await bitsOf(join(out, folder), segments)) };
}

async function bitsOf(folder: string, segments: readonly Segment[]): Promise<Pick<Variant, 'peakBits' | 'averageBits'>> {
  const sized = await Promise.all(
    segments.map(async ({ name, seconds }) => ({ bits: 8 * (await stat(join(folder, name))).size, seconds })),
  );
  const seconds = sized.reduce((sum, segment) => sum + segment.seconds, 0);
  const bits = sized.reduce((sum, segment) => sum + segment.bits, 0);
  // The last segment may be short, with a meaningless rate.
  const peakBits = Math.max(
    0,
    ...sized.filter((segment) => segment.seconds >= 1).map((segment) => segment.bits / segment.seconds),
  );
  return { peakBits, averageBits: seconds > 0 ? bits / seconds : 0 };
}

/**
 * The variants that a player may choose. Above the rate that is also served as one file, a step that costs more bytes in
 * its name only is left out; its files stay, as a player may have begun with them while they grew.
 */
export function offered(ladder: readonly Rendition[], variants: readonly Variant[]): Variant[] {
  const progressive = progressiveOf(ladder)?.kbits ?? 0;
  const chosen: Variant[] = [];
  for (const variant of [...variants].sort((a, b) => a.kbits - b.kbits)) {
    const below = chosen.at(-1);
    const isWorthIt = !below || variant.averageBits >= WORTH_A_STEP * below.averageBits;
    if (variant.kbits <= progressive || isWorthIt) chosen.push(variant);
  }
  return chosen;
}
