import { Injectable } from '@nestjs/common';
import { Metrics } from '@veza/platform';
import type { Counter } from 'prom-client';

export type Route = 'signed' | 'picture' | 'object' | 'socket' | 'upload' | 'resumable';

/** The bytes of files in each direction. */
@Injectable()
export class Traffic {
  private readonly out: Counter<'route'>;
  private readonly in: Counter<'route'>;

  constructor(metrics: Metrics) {
    this.out = metrics.counter('veza_media_sent_bytes_total', 'Bytes of files that were sent, by route', ['route']);
    this.in = metrics.counter('veza_media_received_bytes_total', 'Bytes of files that were stored, by route', ['route']);
  }

  sent(route: Route, bytes: number): void {
    if (bytes > 0) this.out.inc({ route }, bytes);
  }

  received(route: Route, bytes: number): void {
    if (bytes > 0) this.in.inc({ route }, bytes);
  }
}
