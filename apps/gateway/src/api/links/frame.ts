import { escaped } from '../../edge/index.js';

/** The frame in a page of another site. */
export const FRAME = { width: 640, height: 152 } as const;

export function frameOf(address: string, title: string, { width, height }: { width: number; height: number }): string {
  return `<iframe src="${escaped(address)}" width="${width}" height="${height}" title="${escaped(title)}" frameborder="0" loading="lazy"></iframe>`;
}
