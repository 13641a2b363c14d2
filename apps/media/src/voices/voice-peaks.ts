import { VOICE_PEAKS, type WaveformBody } from '@veza/contracts';

/** Of a sample of 8 bits. */
const LOUDEST = 127;

/** The largest level of each of at most VOICE_PEAKS equal parts of a sound, 0 to 100. */
export function voicePeaks({ data, length }: Pick<WaveformBody, 'data' | 'length'>): number[] {
  const parts = Math.min(VOICE_PEAKS, length);
  return Array.from({ length: parts }, (_, part) => {
    const [start, end] = [part, part + 1].map((each) => 2 * Math.floor((each * length) / parts));
    const level = data.slice(start, end).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    return Math.min(100, Math.round((100 * level) / LOUDEST));
  });
}
