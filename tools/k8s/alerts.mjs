import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { ROOT } from '../stack/workspace/paths.mjs';

/**
 * `node tools/k8s/alerts.mjs [--short]`: the rules of the PrometheusRule as a file of rules, for a Prometheus without the
 * operator.
 *
 * @typedef {{ alert: string, expr: string, for?: string, labels: Record<string, string>, annotations: Record<string, string> }} Alert
 */

/** @returns {{ groups: { name: string, interval?: string, rules: Alert[] }[] }} */
export function alertRules() {
  return parse(readFileSync(join(ROOT, 'k8s/components/monitoring/alerts.yaml'), 'utf8')).spec;
}

/** `5m` becomes `5s`. @param {string} text */
const minutesAsSeconds = (text) => text.replace(/\b(\d+)m\b/g, '$1s');

/** An age of a gauge is a threshold of seconds; that of a histogram is a duration, and stays. @param {string} expression */
const shorterAge = (expression) =>
  expression.replace(/((?:oldest|lag)_seconds\)? > )(\d+)/g, (_, before, seconds) => `${before}${Number(seconds) / 60}`);

/** The rules with a sixtieth of each window, wait and age, for scrapes every second: the drill has no quarter of an hour. */
export function shortAlertRules() {
  const groups = alertRules().groups.map(({ rules, ...group }) => ({
    ...group,
    interval: '1s',
    rules: rules.map((rule) => ({
      ...rule,
      expr: shorterAge(minutesAsSeconds(rule.expr)),
      ...(rule.for && { for: minutesAsSeconds(rule.for) }),
    })),
  }));
  return { groups };
}

if (process.argv[1] === import.meta.filename) {
  const rules = process.argv.includes('--short') ? shortAlertRules() : alertRules();
  process.stdout.write(stringify(rules, { lineWidth: 0 }));
}
