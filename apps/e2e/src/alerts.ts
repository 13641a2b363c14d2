import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { eventually, type RunningServer, startPrometheus } from '@veza/testing';
import { parse } from 'yaml';
import { z } from 'zod';
import { prometheusPath } from './config.js';
import type { TestSystem } from './test-system.js';

const RULES = fileURLToPath(new URL('../../../tools/k8s/alerts.mjs', import.meta.url));
const Firing = z.object({
  data: z.object({
    alerts: z.array(
      z.object({
        state: z.enum(['pending', 'firing']),
        labels: z.record(z.string(), z.string()),
        annotations: z.record(z.string(), z.string()),
      }),
    ),
  }),
});
const Targets = z.object({ data: z.object({ activeTargets: z.array(z.object({ health: z.string() })) }) });
const Rules = z.object({ data: z.object({ groups: z.array(z.object({ rules: z.array(z.object({ name: z.string() })) })) }) });
/** A replica has a number in its name here, and a pod has none in the name of its service. */
const jobOf = (name: string): string => name.replace(/ \d$/, '').replace(' ', '-');

/**
 * A Prometheus that scrapes all processes of a system every second, with the alerts of the platform. Their windows, waits
 * and ages are a sixtieth of those of operations (`shortAlertRules` in tools/k8s/alerts.mjs).
 */
export class Alerts {
  private constructor(
    private readonly server: RunningServer,
    private readonly targets: number,
  ) {}

  static async watching(system: TestSystem): Promise<Alerts> {
    const rules: object = parse(execFileSync(process.execPath, [RULES, '--short'], { encoding: 'utf8' }));
    const scrapes = [...new Set(system.names.map(jobOf))].map((job) => {
      const targets = system.names.filter((name) => jobOf(name) === job).map((name) => `127.0.0.1:${system.opsPorts[name]}`);
      return { job_name: job, static_configs: [{ targets }] };
    });
    const global = { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' };
    const server = await startPrometheus(prometheusPath, { global, scrape_configs: scrapes }, rules);
    return new Alerts(server, system.names.length);
  }

  /** Resolves when every process was scraped. */
  async scraped(): Promise<void> {
    await eventually('every process to be scraped', async () => {
      const { data } = Targets.parse(await this.read('/api/v1/targets?state=active'));
      return data.activeTargets.filter(({ health }) => health === 'up').length === this.targets;
    });
  }

  /** Summaries of the alerts that fire now, by name. */
  async firing(): Promise<Map<string, string>> {
    const { data } = Firing.parse(await this.read('/api/v1/alerts'));
    const firing = data.alerts.filter(({ state }) => state === 'firing');
    return new Map(firing.map(({ labels, annotations }) => [labels.alertname ?? '', annotations.summary ?? '']));
  }

  /** Of all alerts. */
  async names(): Promise<string[]> {
    const { data } = Rules.parse(await this.read('/api/v1/rules'));
    return data.groups.flatMap(({ rules }) => rules.map(({ name }) => name));
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  private async read(path: string): Promise<unknown> {
    return (await fetch(this.server.url + path, { signal: AbortSignal.timeout(5_000) })).json();
  }
}
