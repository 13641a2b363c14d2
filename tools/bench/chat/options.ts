export interface Options {
  /** How often each thing is measured. */
  readonly rounds: number;
  /** How long a window of sends lasts. */
  readonly ms: number;
}

export const met = (good: boolean): string => (good ? 'met' : 'NOT met');
