import type { Gauge } from 'prom-client';
import type { AppLogger } from '../logging/app-logger.js';
import type { Metrics } from '../metrics/metrics.js';

/** Rejects while the dependency is away. */
export type HealthCheck = () => Promise<unknown>;
export interface Readiness {
  ready: boolean;
  /** It is ready without a shared dependency: calls that need it get a typed 503. */
  degraded: boolean;
  /** By name; the reason for `down` is in the log only. */
  dependencies: Record<string, 'up' | 'down'>;
}
export interface DependencyOptions {
  /** Its failure is one of this replica: others serve better. */
  own?: boolean;
}

interface Dependency extends DependencyOptions {
  check: HealthCheck;
}

const CHECK_LIMIT_MS = 1_000;
const FRESH_FOR_MS = 1_000;

/**
 * Whether a replica should get traffic. A check may take one second; its result is reused for one second, for any number
 * of probes.
 *
 * Promise: a replica that is starting or stopping is not ready. It becomes ready when every dependency is up, and stays so
 * without a shared one (degraded): all replicas miss it, so a balancer that removed them would have none left, and cut
 * the sockets that outlive an outage. Without a dependency of its own, such as its clock, it is not ready.
 */
export class HealthRegistry {
  private readonly dependencies = new Map<string, Dependency>();
  private readonly away = new Set<string>();
  private readonly awaited = new Set<string>();
  private readonly gauges: { ready: Gauge; up: Gauge<'dependency'> } | undefined;
  private state: 'starting' | 'serving' | 'stopping' = 'serving';
  private wasWhole = false;
  private latest?: { at: number; readiness: Promise<Readiness> };

  constructor(
    private readonly logger: AppLogger,
    metrics?: Metrics,
  ) {
    this.gauges = metrics && {
      ready: metrics.gauge('veza_ready', '1 while this replica should get traffic'),
      up: metrics.gauge('veza_dependency_up', '1 while the dependency responds', ['dependency']),
    };
  }

  register(name: string, check: HealthCheck, options: DependencyOptions = {}): void {
    if (this.dependencies.has(name)) throw new Error(`The dependency ${name} is registered twice`);
    this.dependencies.set(name, { check, ...options });
    this.latest = undefined;
  }

  /** Resolves with the result; until then the start waits for this dependency, and readiness names it. */
  async awaiting<Result>(name: string, result: Promise<Result>): Promise<Result> {
    this.awaited.add(name);
    this.latest = undefined;
    const found = await result; // of a start that fails the name stays
    this.awaited.delete(name);
    this.latest = undefined;
    return found;
  }

  /** Not ready until `serve`: no port is open yet, and connections are still being made. */
  start(): void {
    this.enter('starting');
  }

  /** From now on readiness depends on the dependencies. */
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
    const readiness = await this.examineAll();
    this.gauges?.ready.set(readiness.ready ? 1 : 0);
    this.gauges?.up.reset(); // what a start has waited for is no dependency afterwards
    for (const [name, state] of Object.entries(readiness.dependencies))
      this.gauges?.up.set({ dependency: name }, state === 'up' ? 1 : 0);
    return readiness;
  }

  private async examineAll(): Promise<Readiness> {
    if (this.state === 'starting') {
      const dependencies = Object.fromEntries([...this.awaited].map((name) => [name, 'down' as const]));
      return { ready: false, degraded: false, dependencies };
    }
    const results = await Promise.all(
      [...this.dependencies].map(async ([name, { check }]) => [name, await this.examineOne(name, check)] as const),
    );
    const down = results.filter(([, state]) => state === 'down').map(([name]) => name);
    this.wasWhole ||= down.length === 0;
    const serves = this.state === 'serving' && this.wasWhole;
    const ready = serves && !down.some((name) => this.dependencies.get(name)?.own);
    return { ready, degraded: ready && down.length > 0, dependencies: Object.fromEntries(results) };
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
