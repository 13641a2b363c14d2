// covers: k8s, libs/platform/src/metrics
// drill: core
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { alertRules } from '../alerts.mjs';
import { alertCases } from './alert-cases.js';
import { dashboards, queriesOf } from './dashboards.js';

const { VEZA_PROMTOOL: promtool = 'promtool' } = process.env;
const { groups } = alertRules();
const alerts = groups.flatMap(({ rules }) => rules);
/** Longer than every window and every `for`. */
const AT = '20m';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'veza-alerts-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** YAML has JSON in it. */
function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const run = (...parameters: string[]) => execFileSync(promtool, parameters, { encoding: 'utf8', stdio: 'pipe', timeout: 60_000 });

test('promtool accepts the rules, and the scrapes of compose', () => {
  expect(run('check', 'rules', file('all.json', { groups }))).toContain(`SUCCESS: ${alerts.length} rules found`);
  const scrapes = fileURLToPath(new URL('../../../docs/grafana/prometheus.yml', import.meta.url));
  expect(run('check', 'config', scrapes)).toContain('SUCCESS');
});

test('promtool reads every query of the dashboards', () => {
  const queries = [...dashboards.values()].flatMap(queriesOf);
  const rules = queries.map((query, at) => ({
    record: `query:${at}`,
    expr: query.replaceAll('$__rate_interval', '5m').replaceAll('$instance', '.*'),
  }));
  const read = run('check', 'rules', file('queries.json', { groups: [{ name: 'dashboards', rules }] }));
  expect(read).toContain(`SUCCESS: ${queries.length} rules found`);
});

test('every alert fires for its series, and not for the nearest good ones', () => {
  expect(Object.keys(alertCases).sort()).toEqual(alerts.map(({ alert }) => alert).sort());
  // Without annotations: promtool compares them by the letter, and their numbers are those of a moment.
  const rules = alerts.map(({ annotations: _, ...rule }) => rule);
  const rulesFile = file('rules.json', { groups: [{ name: 'veza', rules }] });
  const caseOf = (alert: string, series: Readonly<Record<string, string>>, fires: Readonly<Record<string, string>>[]) => ({
    interval: '15s',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    alert_rule_test: [{ eval_time: AT, alertname: alert, exp_alerts: fires.map((labels) => ({ exp_labels: labels })) }],
  });
  const tests = alerts.flatMap(({ alert, labels }) =>
    (alertCases[alert] ?? []).flatMap((each) => [
      caseOf(alert, each.bad, [{ ...each.labels, ...labels }]),
      caseOf(alert, each.good, []),
    ]),
  );
  const plan = { rule_files: [rulesFile], evaluation_interval: '15s', tests };
  expect(run('test', 'rules', file('tests.json', plan))).toContain('SUCCESS');
  const wrong = caseOf('VezaRedisAway', alertCases['VezaRedisAway']?.[0]?.good ?? {}, [{ severity: 'critical' }]);
  expect(() => run('test', 'rules', file('wrong.json', { ...plan, tests: [wrong] }))).toThrow();
});
