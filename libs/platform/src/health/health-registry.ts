import type { AppLogger } from '../logging/app-logger.js';

/** Rejects while the dependency is away. */
export type HealthCheck = () => Promise<unknown>;
export interface Readiness {
  ready: boolean;
  /** By name; the reason for `down` is in the log only. */
  dependencies: Record<string, 'up' | 'down'>;
}

const CHECK_LIMIT_MS = 1_000;
const FRESH_FOR_MS = 1_000;

/**
 * The dependencies without which a replica must get no traffic. A check may take one second; its result is reused for
 * one second, for any number of probes. A replica that is starting or stopping is not ready.
 */
export class HealthRegistry {
  private readonly checks = new Map<string, HealthCheck>();
  private readonly away = new Set<string>();
  private state: 'starting' | 'serving' | 'stopping' = 'serving';
  private latest?: { at: number; readiness: Promise<Readiness> };

  constructor(private readonly logger: AppLogger) {}

  register(name: string, check: HealthCheck): void {
    if (this.checks.has(name)) throw new Error(`The dependency ${name} is registered twice`);
    this.checks.set(name, check);
    this.latest = undefined;
  }

  /** Not ready until `serve`: no port is open yet, and connections are still being made. */
  start(): void {
    this.enter('starting');
  }

  /** From now on readiness depends on the dependencies only. */
  serve(): void {
    this.enter('serving');
  }

  /** From now on the replica is not ready. */
  stop(): void {
    this.enter('stopping');
  }

  private enter(state: 'starting' | 'serving' | 'stopping'): void {
    if (this.state === 'stopping') return; // final, even if the start completes
    this.state = state;
    this.latest = undefined;
  }

  readiness(): Promise<Readiness> {
    if (!this.latest || performance.now() - this.latest.at > FRESH_FOR_MS) {
      this.latest = { at: performance.now(), readiness: this.examine() };
    }
    return this.latest.readiness;
  }

  private async examine(): Promise<Readiness> {
    if (this.state === 'starting') return { ready: false, dependencies: {} };
    const results = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await this.examineOne(name, check)] as const),
    );
    return {
      ready: this.state === 'serving' && results.every(([, state]) => state === 'up'),
      dependencies: Object.fromEntries(results),
    };
  }

  private async examineOne(name: string, check: HealthCheck): Promise<'up' | 'down'> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no reply within ${CHECK_LIMIT_MS} ms`)), CHECK_LIMIT_MS);
    });
    try {
      await Promise.race([check(), limit]);
      if (this.away.delete(name)) this.logger.log('A dependency is back', { dependency: name });
      return 'up';
    } catch (cause) {
      if (!this.away.has(name)) this.logger.warn('A dependency is away', { dependency: name, cause });
      this.away.add(name);
      return 'down';
    } finally {
      clearTimeout(timer);
    }
  }
}
