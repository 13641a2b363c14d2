export interface BenchOptions {
  /** Number of measurements of each side. */
  readonly rounds: number;
  /** How long a window of sends lasts. */
  readonly ms: number;
}

export const met = (good: boolean): string => (good ? 'met' : 'NOT met');
