export interface Variant {
  kbits: number;
  /** Bits per second of the largest segment, and of all segments. */
  peakBits: number;
  averageBits: number;
}

/** The rates in a master playlist. */
export const readRates = (playlist: string): number[] =>
  [...playlist.matchAll(/^(\d{1,4})\/index\.m3u8$/gm)].map(([, kbits]) => Number(kbits));

/** The HLS master playlist: one entry per variant, lowest rate first, with relative addresses. */
export function masterPlaylist(variants: readonly Variant[]): string {
  const lines = [...variants]
    .sort((a, b) => a.kbits - b.kbits)
    .flatMap(({ kbits, peakBits, averageBits }) => {
      // Quiet audio uses less than its rate; variants must still differ, or players treat them as one.
      const bandwidth = Math.max(Math.round(peakBits), Math.round(averageBits), kbits * 1000);
      return [
        `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},AVERAGE-BANDWIDTH=${Math.round(averageBits)},CODECS="mp4a.40.2"`,
        `${kbits}/index.m3u8`,
      ];
    });
  return ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS', ...lines, ''].join('\n');
}
