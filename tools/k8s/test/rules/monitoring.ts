import { readFileSync } from 'node:fs';
import { deploymentsOf, ofKind, portsOf, type Rule, selects } from '../cluster.js';
import { knownMetrics, unknownMetrics } from '../known-metrics.js';

const known = knownMetrics();
const PAGE = readFileSync(new URL('../../../../docs/OPERATIONS.md', import.meta.url), 'utf8');
const anchors = new Set([...PAGE.matchAll(/^### (\w+)$/gm)].map(([, title = '']) => title.toLowerCase()));
/** nginx with files: it has no metrics. */
const WITHOUT_METRICS: readonly string[] = ['web'];

/** Scrapes and alerts, where an overlay has them. */
export const monitoringRules: Rule[] = [
  {
    name: 'a monitor scrapes every service by a port of its pods',
    findings: (manifests) =>
      ofKind(manifests, 'PodMonitor').flatMap(({ metadata: { name }, spec }) =>
        deploymentsOf(manifests)
          .filter((each) => !WITHOUT_METRICS.includes(each.name) && portsOf(each).some((port) => port.name === 'ops'))
          .flatMap((each) => [
            ...(selects(spec.selector, each.labels) ? [] : [`${name} does not select ${each.name}`]),
            ...(each.labels[spec.jobLabel ?? ''] === each.name ? [] : [`${name} does not name the job ${each.name}`]),
            ...spec.podMetricsEndpoints
              .filter(({ port }) => !portsOf(each).some((own) => own.name === port))
              .map(({ port }) => `${each.name} has no port ${port}`),
          ]),
      ),
  },
  {
    name: 'an alert names metrics of the code, and has an entry in the runbook',
    findings: (manifests) =>
      ofKind(manifests, 'PrometheusRule')
        .flatMap(({ spec }) => spec.groups.flatMap(({ rules }) => rules))
        .flatMap(({ alert, expr, labels, annotations: { summary, description, runbook_url: runbook } }) => [
          ...unknownMetrics(known, expr).map((metric) => `${alert}: no service has ${metric}`),
          ...(runbook?.endsWith(`/docs/OPERATIONS.md#${alert.toLowerCase()}`) && anchors.has(alert.toLowerCase())
            ? []
            : [`${alert} has no entry in docs/OPERATIONS.md, or leads elsewhere`]),
          ...(summary && description ? [] : [`${alert} has no summary or description`]),
          ...(['critical', 'warning'].includes(labels.severity ?? '') ? [] : [`${alert} has no severity`]),
        ]),
  },
];
