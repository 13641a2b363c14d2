import { createServer, type Server, type ServerResponse } from 'node:http';
import { FIXED_HEADERS } from '../http/fixed-headers.js';
import { refuseMalformed } from '../http/plain-refusal.js';
import type { HealthRegistry } from '../health/health-registry.js';
import type { Metrics } from '../metrics/metrics.js';

/**
 * The HTTP server for operators, on a port that clients do not reach: `/healthz` (200 while the process runs),
 * `/readyz` (200 or 503, with the dependencies that are away) and `/metrics`. In a shutdown it closes after the
 * service's own ports.
 */
export class OpsServer {
  private readonly server: Server;

  constructor(health: HealthRegistry, metrics: Metrics) {
    const pages: Record<string, () => Promise<Page>> = {
      '/healthz': async () => json(200, { status: 'alive' }),
      '/readyz': async () => {
        const readiness = await health.readiness();
        return json(readiness.ready ? 200 : 503, readiness);
      },
      '/metrics': async () => {
        await health.readiness(); // for its gauges, where nothing probes
        return { status: 200, ...(await metrics.text()) };
      },
    };
    this.server = createServer((request, response) => {
      const page = pages[request.url?.split('?')[0] ?? ''];
      const made = page && request.method === 'GET' ? page() : Promise.resolve(json(404, { status: 'not found' }));
      made.then(
        (each) => answer(response, each),
        () => answer(response, json(500, { status: 'failed' })),
      );
    });
    this.server.requestTimeout = 10_000;
    refuseMalformed(this.server);
  }

  /** Resolves to the port, which differs from the given one only for 0. Rejects when the port is taken. */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        const address = this.server.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}

interface Page {
  status: number;
  contentType: string;
  body: string;
}

const json = (status: number, value: unknown): Page => ({ status, contentType: 'application/json', body: JSON.stringify(value) });

function answer(response: ServerResponse, { status, contentType, body }: Page): void {
  response.writeHead(status, { ...FIXED_HEADERS, 'content-type': contentType, 'cache-control': 'no-store' }).end(body);
}
