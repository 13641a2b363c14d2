import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { ROOT } from '../stack/workspace/paths.mjs';

/**
 * `node tools/k8s/alerts.mjs`: the rules of the PrometheusRule as a file of rules, for a Prometheus without the operator.
 *
 * @typedef {{ alert: string, expr: string, for?: string, labels: Record<string, string>, annotations: Record<string, string> }} Alert
 */

/** @returns {{ groups: { name: string, rules: Alert[] }[] }} */
export function alertRules() {
  return parse(readFileSync(join(ROOT, 'k8s/components/monitoring/alerts.yaml'), 'utf8')).spec;
}

if (process.argv[1] === import.meta.filename) process.stdout.write(stringify(alertRules(), { lineWidth: 0 }));
