import { skipToken, useQuery } from '@tanstack/react-query';
import type { Waveform } from '@veza/sdk';
import { useVeza } from '../session/session-context.js';
import { isGrowing, type Playable } from './playable.js';

/** Bars of a drawing. More cannot be distinguished on a screen. */
const BARS = 160;
const LEAST = 0.04;

/** The loudest moment of each part of a track, 0 to 1; undefined until it is known. */
export function usePeaks(track: Playable): readonly number[] | undefined {
  const veza = useVeza();
  const { data } = useQuery({
    queryKey: ['peaks', track.id],
    queryFn:
      isGrowing(track) || track.status !== 'ready'
        ? skipToken
        : async ({ signal }) => {
            const { data } = await veza.trackWaveform({ path: { id: track.id }, signal });
            return data instanceof Response ? null : peaksOf(data);
          },
    staleTime: Infinity,
  });
  return data ?? undefined;
}

export function peaksOf({ data, length }: Pick<Waveform, 'data' | 'length'>): readonly number[] {
  const bars = Math.min(BARS, length);
  const values = data.length / Math.max(length, 1);
  const loudest = Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * length) / bars) * values;
    const to = Math.floor(((bar + 1) * length) / bars) * values;
    return data.slice(from, to).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  });
  const top = Math.max(...loudest, 1);
  return loudest.map((peak) => Math.max(LEAST, peak / top));
}
