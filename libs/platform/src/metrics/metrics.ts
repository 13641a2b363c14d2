import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Seconds, from a fast read to the deadline of a request. */
const LATENCY_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Resolution of the event loop delay. At the default of 10 ms its timer wakes an idle process most often. The dashboard
 * subtracts it.
 */
const LOOP_TIMER_MS = 100;

/**
 * The Prometheus metrics of this process. The same name returns the same metric, so a class may create its metrics in
 * its constructor, in any number of instances. Labels must have few values: never ids, paths or names of users.
 */
export class Metrics {
  private readonly registry = new Registry();

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: LOOP_TIMER_MS });
  }

  counter<const Label extends string = never>(name: string, help: string, labels: readonly Label[] = []): Counter<Label> {
    return this.known(name, Counter<Label>) ?? new Counter({ name, help, labelNames: labels, registers: [this.registry] });
  }

  gauge<const Label extends string = never>(name: string, help: string, labels: readonly Label[] = []): Gauge<Label> {
    return this.known(name, Gauge<Label>) ?? new Gauge({ name, help, labelNames: labels, registers: [this.registry] });
  }

  histogram<const Label extends string = never>(
    name: string,
    help: string,
    { labels = [], buckets = LATENCY_BUCKETS }: { labels?: readonly Label[]; buckets?: number[] } = {},
  ): Histogram<Label> {
    return (
      this.known(name, Histogram<Label>) ?? new Histogram({ name, help, labelNames: labels, buckets, registers: [this.registry] })
    );
  }

  /** In Prometheus' text format. */
  async text(): Promise<{ contentType: string; body: string }> {
    return { contentType: this.registry.contentType, body: await this.registry.metrics() };
  }

  private known<Kind>(name: string, kind: new (...parameters: never[]) => Kind): Kind | undefined {
    const metric: unknown = this.registry.getSingleMetric(name);
    if (metric === undefined || metric instanceof kind) return metric;
    throw new Error(`The metric ${name} is registered as something other than a ${kind.name}`);
  }
}
