import { Injectable } from '@nestjs/common';
import { Metrics } from '@veza/platform';
import type { Counter, Gauge, Histogram } from 'prom-client';
import type { LogEvent } from './protocol/log-event.js';

// Wall clock: a histogram, which decides nothing.

/** Those of docs/protocol, Close codes, and of RFC 6455 for an end without one. */
const CLOSE_CODES = new Set([1000, 1001, 1005, 1006, 1009, 1012, 1013, 4400, 4401, 4403, 4429]);

/** The metrics of the chat. Labels have few values: dialects, kinds of event, codes. */
@Injectable()
export class ChatMetrics {
  readonly connections: Gauge<'dialect'>;
  readonly received: Counter<'type'>;
  /** Connections that could not be authenticated or admitted. */
  readonly errors: Counter<'code'>;
  readonly refusedCommands: Counter<'code'>;
  readonly refusedUpgrades: Counter<'status'>;
  readonly resumes: Counter;
  readonly slowReaders: Counter;
  /** Entries of logs that the retention has removed. */
  readonly retired: Counter<'kind'>;
  private readonly closes: Counter<'code'>;
  private readonly sent: Counter<'type'>;
  private readonly latency: Histogram;
  private readonly batches: Histogram;
  private readonly gaps: Counter;

  constructor(metrics: Metrics) {
    this.connections = metrics.gauge('veza_chat_connections', 'Open connections', ['dialect']);
    this.received = metrics.counter('veza_chat_frames_received_total', 'Frames from clients, by command', ['type']);
    this.errors = metrics.counter('veza_chat_connection_errors_total', 'Connections that were not admitted, by code', ['code']);
    this.refusedCommands = metrics.counter('veza_chat_commands_refused_total', 'Refused commands, by code', ['code']);
    this.refusedUpgrades = metrics.counter('veza_chat_upgrades_refused_total', 'Refused upgrades, by HTTP status', ['status']);
    this.closes = metrics.counter('veza_chat_closes_total', 'Ended connections, by close code', ['code']);
    this.resumes = metrics.counter('veza_chat_resumes_total', 'Connections that were resumed by the server');
    this.slowReaders = metrics.counter('veza_chat_slow_readers_total', 'Connections closed because they did not read');
    this.retired = metrics.counter('veza_chat_retention_removed_total', 'Entries of logs that the retention removed, by kind', [
      'kind',
    ]);
    this.sent = metrics.counter('veza_chat_events_delivered_total', 'Events written to sockets, by kind', ['type']);
    this.latency = metrics.histogram('veza_chat_delivery_seconds', 'Time from the commit to the write to the sockets');
    this.batches = metrics.histogram('veza_chat_fanout_batch_size', 'Events in one write', {
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024],
    });
    this.gaps = metrics.counter('veza_chat_gap_repairs_total', 'Gaps in a room that were filled from the database');
  }

  readonly delivered = (events: readonly LogEvent[], sockets: number): void => {
    if (sockets === 0) return;
    this.batches.observe(events.length);
    const [first] = events;
    if (first) this.latency.observe(Math.max(0, Date.now() - first.at) / 1_000);
    for (const { kind } of events) this.sent.inc({ type: kind }, sockets);
  };

  /** @param code as far as the server knows it; a client may close with any */
  closed(code: number): void {
    this.closes.inc({ code: CLOSE_CODES.has(code) ? code : 'other' });
  }

  gapRepaired(): void {
    this.gaps.inc();
  }
}
