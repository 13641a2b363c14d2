import type { AuthOrder, AuthReport } from './orders.js';
import { refreshing, signingIn, steady } from './loads.js';
import { serveNothing, signatures, statements } from './peers.js';

/** A process of the benchmark: runs one order after the other. */
async function obey(order: AuthOrder): Promise<AuthReport> {
  switch (order.kind) {
    case 'refresh':
      return { kind: 'measured', ...(await refreshing(order)) };
    case 'steady':
      return { kind: 'measured', ...(await steady(order)) };
    case 'sign in':
      return { kind: 'signed in', ...(await signingIn(order)) };
    case 'sql':
      return { kind: 'measured', ...(await statements(order)) };
    case 'signatures':
      return { kind: 'signatures', ...(await signatures()) };
    case 'serve':
      await serveNothing(order.port);
      return { kind: 'serving' };
  }
}

const sendReport = (report: AuthReport): void => void process.send?.(report);

process.on(
  'message',
  (order: AuthOrder) =>
    void obey(order).then(sendReport, (error: unknown) => sendReport({ kind: 'failed', reason: String(error) })),
);
process.on('disconnect', () => process.exit(0));
