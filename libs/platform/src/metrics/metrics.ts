import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { ScrapedValue } from './scraped-value.js';

/** Seconds, from a fast read to the deadline of a request. */
const LATENCY_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Resolution of the event loop delay. At the default of 10 ms its timer wakes an idle process most often. The dashboard
 * subtracts it.
 */
const LOOP_TIMER_MS = 100;

/** Labels of targets: Prometheus would rename them to `exported_…`. */
const OF_TARGETS: readonly string[] = ['job', 'instance', 'service', 'namespace', 'pod', 'container', 'endpoint'];

/**
 * The Prometheus metrics of this process. The same name returns the same metric, so a class may create its metrics in
 * its constructor, in any number of instances. Labels must have few values: never ids, paths or names of users. No label
 * names the service: that is the `job` of a target (decision 238).
 */
export class Metrics {
  private readonly registry = new Registry();
  private readonly scraped: { refresh(): Promise<void> }[] = [];
  private readonly fills: (() => void)[] = [];

  constructor() {
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: LOOP_TIMER_MS });
  }

  counter<const Label extends string = never>(name: string, help: string, labels: readonly Label[] = []): Counter<Label> {
    requireOwn(name, labels);
    return this.known(name, Counter<Label>) ?? new Counter({ name, help, labelNames: labels, registers: [this.registry] });
  }

  gauge<const Label extends string = never>(name: string, help: string, labels: readonly Label[] = []): Gauge<Label> {
    requireOwn(name, labels);
    return this.known(name, Gauge<Label>) ?? new Gauge({ name, help, labelNames: labels, registers: [this.registry] });
  }

  histogram<const Label extends string = never>(
    name: string,
    help: string,
    { labels = [], buckets = LATENCY_BUCKETS }: { labels?: readonly Label[]; buckets?: number[] } = {},
  ): Histogram<Label> {
    requireOwn(name, labels);
    return (
      this.known(name, Histogram<Label>) ?? new Histogram({ name, help, labelNames: labels, buckets, registers: [this.registry] })
    );
  }

  /**
   * For gauges that cost a query. `read` runs when the page of metrics is requested, at most every ten seconds; `show` sets
   * the gauges. A read that rejects or takes longer than a second is shown as undefined, and the page has the rest.
   */
  onScrape<Value>(read: () => Promise<Value>, show: (value: Value | undefined) => void): void {
    this.scraped.push(new ScrapedValue(read, show));
  }

  /** For gauges of what is in memory: `fill` sets them before each page of metrics. */
  onPage(fill: () => void): void {
    this.fills.push(fill);
  }

  /** In Prometheus' text format. */
  async text(): Promise<{ contentType: string; body: string }> {
    await Promise.all(this.scraped.map((each) => each.refresh()));
    for (const fill of this.fills) fill();
    return { contentType: this.registry.contentType, body: await this.registry.metrics() };
  }

  private known<Kind>(name: string, kind: new (...parameters: never[]) => Kind): Kind | undefined {
    const metric: unknown = this.registry.getSingleMetric(name);
    if (metric === undefined || metric instanceof kind) return metric;
    throw new Error(`The metric ${name} is registered as something other than a ${kind.name}`);
  }
}

function requireOwn(metric: string, labels: readonly string[]): void {
  const taken = labels.find((label) => OF_TARGETS.includes(label));
  if (taken !== undefined) throw new Error(`The label ${taken} of ${metric} is one of targets: choose another name`);
}
