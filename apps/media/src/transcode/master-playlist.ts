export interface Variant {
  /** kbit/s of its encoder; 0 without a rate. */
  kbits: number;
  /** Bits per second of the largest segment, and of all segments. */
  peakBits: number;
  averageBits: number;
}

/** A variant of another codec than AAC. */
export interface FurtherVariant extends Variant {
  folder: string;
  codecs: string;
}

/** The rates of AAC in a master playlist. */
export const readRates = (playlist: string): number[] =>
  [...playlist.matchAll(/^(\d{1,4})\/index\.m3u8$/gm)].map(([, kbits]) => Number(kbits));

/**
 * The HLS master playlist: one entry per variant, lowest rate first, with relative addresses. Those of AAC, which every player
 * decodes, come before those of other codecs. No group joins variants, so a player that leaves some out has all of the others.
 */
export function masterPlaylist(variants: readonly Variant[], further: readonly FurtherVariant[] = []): string {
  const ofAac = [...variants]
    .sort((a, b) => a.kbits - b.kbits)
    .map((variant) => ({ ...variant, folder: String(variant.kbits), codecs: 'mp4a.40.2' }));
  const lines = [...ofAac, ...further].flatMap(({ folder, codecs, kbits, peakBits, averageBits }) => {
    // Quiet audio uses less than its rate; variants must still differ, or players treat them as one.
    const bandwidth = Math.max(Math.round(peakBits), Math.round(averageBits), kbits * 1000);
    return [
      `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},AVERAGE-BANDWIDTH=${Math.round(averageBits)},CODECS="${codecs}"`,
      `${folder}/index.m3u8`,
    ];
  });
  return ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS', ...lines, ''].join('\n');
}
