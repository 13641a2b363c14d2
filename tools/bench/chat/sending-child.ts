import pg from 'pg';
import { quantile } from '../measure/statistics.js';
import { CONNECTIONS, inserts, loadSendPath } from './send-path.js';

export type WriteMode = 'insert' | 'alone' | 'gathered';

/** Orders of the parent. Each of the `lanes` sends its next message when its last one is committed. */
export type ChatOrder = { kind: 'connect'; databaseUrl: string } | { kind: 'send'; way: WriteMode; lanes: number; ms: number };
export type ChatReport =
  | { kind: 'connected' }
  | { kind: 'sent'; count: number; ms: number; p50: number; p99: number }
  | { kind: 'failed'; reason: string };

let ways: Record<WriteMode, (lane: number) => Promise<void>> | undefined;

async function obey(order: ChatOrder): Promise<ChatReport> {
  if (order.kind === 'send') return send(order.way, order.lanes, order.ms);
  // Kept open, because the CPU time of an exited Postgres backend is no longer counted.
  const pool = new pg.Pool({
    connectionString: order.databaseUrl,
    max: CONNECTIONS,
    idleTimeoutMillis: 0,
    options: '-c search_path=chat,public',
  });
  ways = { insert: inserts(pool), ...(await loadSendPath(pool)) };
  return { kind: 'connected' };
}

async function send(way: WriteMode, lanes: number, ms: number): Promise<ChatReport> {
  const send = ways?.[way];
  if (!send) throw new Error('Not connected');
  const latencies: number[] = [];
  const begun = performance.now();
  const until = begun + ms;
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let now = performance.now(); now < until;) {
        await send(lane);
        const then = performance.now();
        latencies.push(then - now);
        now = then;
      }
    }),
  );
  const took = performance.now() - begun;
  return { kind: 'sent', count: latencies.length, ms: took, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
}

const sendReport = (report: ChatReport): void => void process.send?.(report);

process.on(
  'message',
  (order: ChatOrder) =>
    void obey(order).then(sendReport, (error: unknown) => sendReport({ kind: 'failed', reason: String(error) })),
);
process.on('disconnect', () => process.exit(0));
