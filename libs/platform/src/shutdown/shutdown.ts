import type { AppLogger } from '../logging/app-logger.js';

/** In this order: probes fail, no new work is accepted, running work is finished, connections are closed. */
export const SHUTDOWN_PHASES = ['unready', 'stop-accepting', 'drain', 'close-connections'] as const;
export type ShutdownPhase = (typeof SHUTDOWN_PHASES)[number];

interface Step {
  phase: ShutdownPhase;
  name: string;
  run: () => unknown;
}

/**
 * Stops a service. The steps of a phase run concurrently, and a phase begins after the end of the one before it. A
 * failed step is logged and delays no other. At the hard limit the process exits with code 1 and logs the names of the
 * steps that did not end.
 */
export class Shutdown {
  private readonly steps: Step[] = [];
  private readonly hanging = new Set<string>();
  private running?: Promise<void>;

  constructor(
    private readonly logger: AppLogger,
    private readonly limitMs: number,
    private readonly exit: (code: number) => void = (code) => process.exit(code),
  ) {}

  register(phase: ShutdownPhase, name: string, run: () => unknown): void {
    this.steps.push({ phase, name, run });
  }

  get started(): boolean {
    return this.running !== undefined;
  }

  /** Runs the phases once; later calls return the same promise. Never rejects. */
  run(reason: string): Promise<void> {
    this.running ??= this.runPhases(reason);
    return this.running;
  }

  private async runPhases(reason: string): Promise<void> {
    this.logger.log('Stopping', { reason });
    const limit = setTimeout(() => {
      this.logger.fatal('The shutdown took too long', { limitMs: this.limitMs, hanging: [...this.hanging] });
      this.exit(1);
    }, this.limitMs);
    for (const phase of SHUTDOWN_PHASES) {
      const startedAt = performance.now();
      const steps = this.steps.filter((step) => step.phase === phase);
      await Promise.all(steps.map((step) => this.runStep(step)));
      this.logger.log(`Shutdown phase ${phase} is through`, {
        phase,
        steps: steps.map(({ name }) => name),
        ms: Math.round(performance.now() - startedAt),
      });
    }
    clearTimeout(limit);
  }

  private async runStep({ name, run }: Step): Promise<void> {
    this.hanging.add(name);
    try {
      await run();
    } catch (cause) {
      this.logger.error('A step of the shutdown failed', { step: name, cause });
    } finally {
      this.hanging.delete(name);
    }
  }
}
