import { expect, test } from '@jest/globals';
import { alertRules } from '../alerts.mjs';
import { dashboards, queriesOf, variablesOf } from './dashboards.js';
import { knownMetrics, unknownMetrics } from './known-metrics.js';

const known = knownMetrics();
const all = [...dashboards.values()].flatMap((dashboard) => [...queriesOf(dashboard), ...variablesOf(dashboard)]);

test('every metric of a dashboard exists in the code, and an unknown one is found', () => {
  expect(all.flatMap((query) => unknownMetrics(known, query))).toEqual([]);
  expect(unknownMetrics(known, 'sum(rate(veza_http_requests_total[5m]))')).toEqual(['veza_http_requests_total']);
});

test('every metric of the code is on a dashboard', () => {
  const shown = all.join('\n');
  const family = (name: string) => name.replace(/_(bucket|sum|count)$/, '');
  const families = [...new Set([...known].filter((name) => name.startsWith('veza_')).map(family))];
  expect(families.filter((name) => !shown.includes(name))).toEqual([]);
});

test('there is a dashboard for each service, and for Postgres and Redis; each has an id of its own', () => {
  expect([...dashboards.keys()].sort()).toEqual(
    ['booking', 'catalog', 'chat', 'community', 'gateway', 'media', 'postgres', 'redis'].map((name) => `${name}.json`),
  );
  expect(new Set([...dashboards.values()].map(({ uid }) => uid)).size).toBe(dashboards.size);
});

test('a query of a service names its job, as scrapes set it', () => {
  const jobs = ['gateway', 'chat', 'media', 'media-worker', 'catalog', 'booking', 'community'];
  const named = [...all, ...alertRules().groups.flatMap(({ rules }) => rules.map(({ expr }) => expr))]
    .flatMap((query) => [...query.matchAll(/\bjob=~?"([^"]*)"/g)].flatMap(([, value = '']) => value.split('|')))
    .filter((job) => job !== 'media.*');
  expect([...new Set(named)].filter((job) => !jobs.includes(job))).toEqual([]);
  expect(all.filter((query) => /\b(exported_)?service=/.test(query))).toEqual([]);
});
