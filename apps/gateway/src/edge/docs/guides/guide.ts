/** A sample of a guide. Those in TypeScript run in `apps/e2e/test/journeys/guides.ts`, in the order of their guide. */
export interface GuideSample {
  readonly language: 'ts' | 'sh' | 'json';
  readonly code: string;
}

/** A page beside the reference. `{server}` in a sample is the address of this platform. */
export interface Guide {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  /** Prose, headings that begin with `## `, and samples. */
  readonly parts: readonly (string | GuideSample)[];
}

export const ts = (...lines: string[]): GuideSample => ({ language: 'ts', code: lines.join('\n') });
export const sh = (...lines: string[]): GuideSample => ({ language: 'sh', code: lines.join('\n') });
export const json = (value: unknown): GuideSample => ({ language: 'json', code: JSON.stringify(value, null, 2) });
