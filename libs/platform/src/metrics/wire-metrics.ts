import { Injectable, Optional } from '@nestjs/common';
import { DeclaredError, type RpcContract, type RpcReply, type RpcRequest } from '@veza/contracts';
import { type CallOptions, EventConsumer, EventLog, RpcClient } from '@veza/transport';
import { Metrics } from './metrics.js';

/** The wires as this process sees them: its calls by result, its events that wait, and those that it has not handled. */
@Injectable()
export class WireMetrics {
  constructor(
    private readonly metrics: Metrics,
    @Optional() client?: RpcClient,
    @Optional() log?: EventLog,
    @Optional() consumer?: EventConsumer,
  ) {
    if (client) this.countCalls(client);
    if (log) this.measureOutbox(log);
    if (consumer) this.measureReaders(consumer);
  }

  private countCalls(client: RpcClient): void {
    const calls = this.metrics.counter('veza_rpc_calls_total', 'Calls to services, by subject and result as the caller got it', [
      'subject',
      'outcome',
    ]);
    const call = client.call.bind(client);
    client.call = async <C extends RpcContract>(
      contract: C,
      input: RpcRequest<C>,
      options?: CallOptions,
    ): Promise<RpcReply<C>> => {
      const { subject } = contract;
      try {
        const reply = await call(contract, input, options);
        calls.inc({ subject, outcome: 'OK' });
        return reply;
      } catch (error) {
        calls.inc({ subject, outcome: error instanceof DeclaredError ? error.code : 'INTERNAL' });
        throw error;
      }
    };
  }

  private measureOutbox(log: EventLog): void {
    const events = this.metrics.gauge('veza_outbox_unpublished_events', 'Committed events that are not in Redis');
    const oldest = this.metrics.gauge('veza_outbox_oldest_seconds', 'Age of the oldest committed event that is not in Redis');
    this.metrics.onScrape(
      () => log.backlog(),
      (backlog) => {
        if (!backlog) return [events, oldest].forEach((gauge) => gauge.remove());
        events.set(backlog.events);
        oldest.set(backlog.oldestSeconds);
      },
    );
  }

  private measureReaders(consumer: EventConsumer): void {
    const lag = this.metrics.gauge(
      'veza_events_lag_seconds',
      'Age of the oldest event of a source that is read and not handled',
      ['source'],
    );
    this.metrics.onPage(() => consumer.lags.forEach(({ source, seconds }) => lag.set({ source }, seconds)));
  }
}
