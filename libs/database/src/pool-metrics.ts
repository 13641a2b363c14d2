import type { Metrics } from '@veza/platform';
import type { Pool } from 'pg';

/** From an idle connection to the limit of a wait. */
const BUCKETS = [0.001, 0.005, 0.025, 0.1, 0.5, 1, 3];

/** The connections of a pool, and how long work waits for one, also work that gets none. */
export function measurePool(pool: Pool, metrics: Metrics): void {
  const connections = metrics.gauge('veza_postgres_connections', 'Connections of the pool to Postgres', ['state']);
  const waiting = metrics.gauge('veza_postgres_pool_waiting', 'Work that waits for a connection to Postgres');
  metrics.gauge('veza_postgres_pool_size', 'Connections that the pool may have').set(pool.options.max);
  const waits = metrics.histogram('veza_postgres_pool_wait_seconds', 'From the request for a connection to its receipt', {
    buckets: BUCKETS,
  });
  metrics.onPage(() => {
    connections.set({ state: 'idle' }, pool.idleCount);
    connections.set({ state: 'used' }, pool.totalCount - pool.idleCount);
    waiting.set(pool.waitingCount);
  });
  const connect: CallableFunction = pool.connect;
  /** `connect` calls back, or without a callback returns a promise. */
  const measured = (received?: (...result: unknown[]) => void): unknown => {
    const asked = performance.now();
    const note = () => waits.observe((performance.now() - asked) / 1_000);
    if (!received) {
      const connecting: Promise<unknown> = Reflect.apply(connect, pool, []);
      return connecting.finally(note);
    }
    return Reflect.apply(connect, pool, [
      (...result: unknown[]) => {
        note();
        received(...result);
      },
    ]);
  };
  Object.assign(pool, { connect: measured });
}
