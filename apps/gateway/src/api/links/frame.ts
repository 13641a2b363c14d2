import { escaped } from '../../edge/index.js';
import type { Shown } from './shown.js';

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/** Of the things with a player; that of an album has a list below it. */
const SIZES: Partial<Record<Shown['kind'], FrameSize>> = {
  track: { width: 640, height: 152 },
  album: { width: 640, height: 352 },
};

/** Of the frame in a page of another site; undefined for what has no player. */
export const frameSizeOf = ({ kind }: Pick<Shown, 'kind'>): FrameSize | undefined => SIZES[kind];

export function frameOf(address: string, title: string, { width, height }: FrameSize): string {
  return `<iframe src="${escaped(address)}" width="${width}" height="${height}" title="${escaped(title)}" frameborder="0" loading="lazy"></iframe>`;
}
