import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { playable } from '../playable.mjs';
import { render } from '../render.mjs';
import { schemaErrors } from '../schema.mjs';
import { type Manifest, ofKind, workloadsOf } from './cluster.js';
import { faults } from './faults.js';
import { rules } from './rules/index.js';

const ROOT = new URL('../../../', import.meta.url);
const overlays: Record<string, Manifest[]> = {
  local: render('k8s/overlays/local'),
  production: render('k8s/overlays/production'),
};
const each = Object.entries(overlays);
const copyOf = (manifests: Manifest[]): Manifest[] => structuredClone(manifests);

test('every document is valid for Kubernetes 1.33 and Gateway API v1, and unknown fields are found', () => {
  const faulty = copyOf(overlays.production ?? []);
  const [chat] = workloadsOf(faulty).filter(({ name }) => name === 'chat');
  Object.assign(chat?.container ?? {}, { readinessprobe: {} });
  Object.assign(ofKind(faulty, 'HTTPRoute')[0]?.spec?.rules?.[0]?.matches?.[0]?.path ?? {}, { type: 'Exactly' });
  Object.assign(ofKind(faulty, 'Service')[0]?.spec?.ports?.[0] ?? {}, { port: '8080' });
  const strange = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudgets', metadata: { name: 'strange' } };
  const errors = schemaErrors([...each.flatMap(([, manifests]) => manifests), ...faulty, strange]);
  expect(errors.map((line) => line.split(':')[0]).sort()).toEqual([
    'Deployment chat',
    'HTTPRoute api',
    'PodDisruptionBudgets strange',
    'Service chat',
  ]);
});

describe.each(each)('the overlay %s', (name, manifests) => {
  test.each(rules.map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
    expect(rule.findings(manifests)).toEqual([]);
  });

  test('every rule finds its planted faults', () => {
    expect(Object.keys(faults).sort()).toEqual(rules.map((rule) => rule.name).sort());
    const missed = rules.flatMap((rule) =>
      (faults[rule.name] ?? []).flatMap((fault, index) => {
        const faulty = copyOf(manifests);
        fault(faulty);
        return rule.findings(faulty).length > 0 ? [] : [`${rule.name}, fault ${index + 1} in ${name}`];
      }),
    );
    expect(missed).toEqual([]);
  });
});

test('media on S3 keeps every rule, and its pods share no volume', () => {
  const manifests = render('k8s/overlays/production-s3');
  expect(schemaErrors(manifests)).toEqual([]);
  expect(rules.flatMap((rule) => rule.findings(manifests))).toEqual([]);
  expect(ofKind(manifests, 'PersistentVolumeClaim')).toEqual([]);
  expect(JSON.stringify(manifests)).not.toContain('persistentVolumeClaim');
});

test('scrapes and alerts keep every rule', () => {
  const manifests = render('k8s/overlays/production-monitoring');
  expect(rules.flatMap((rule) => rule.findings(manifests))).toEqual([]);
  expect(ofKind(manifests, 'PrometheusRule')).toHaveLength(1);
  expect(ofKind(manifests, 'PodMonitor')).toHaveLength(1);
  expect(schemaErrors(manifests)).toEqual([]);
  const scalers = ofKind(manifests, 'HorizontalPodAutoscaler').map(({ metadata: { name }, spec }) => [
    name,
    spec?.metrics?.length,
  ]);
  expect(Object.fromEntries(scalers)).toMatchObject({ chat: 2, 'media-worker': 2, gateway: 1 });
});

test('services with keys of their own keep every rule, and the migration alone has the master secret', () => {
  const manifests = render('k8s/overlays/production-keys');
  expect(schemaErrors(manifests)).toEqual([]);
  expect(rules.flatMap((rule) => rule.findings(manifests))).toEqual([]);
  const holders = (variable: string) =>
    workloadsOf(manifests).flatMap(({ name, container }) =>
      container.env?.some((each) => each.name === variable) ? [name] : [],
    );
  expect(holders('VEZA_SECRET')).toEqual(['migration']);
  expect(holders('VEZA_KEYS').sort()).toEqual(['booking', 'catalog', 'chat', 'community', 'gateway', 'media', 'media-worker']);
});

test('TLS between services keeps every rule, and the edge reaches gateway, web client and veza.flat only', () => {
  const manifests = render('k8s/overlays/production-tls');
  expect(schemaErrors(manifests)).toEqual([]);
  expect(rules.flatMap((rule) => rule.findings(manifests))).toEqual([]);
  const backends = ofKind(manifests, 'HTTPRoute').flatMap(({ spec }) =>
    (spec?.rules ?? []).flatMap(({ backendRefs = [] }) => backendRefs.map(({ name, port }) => `${name}:${port}`)),
  );
  expect([...new Set(backends)].sort()).toEqual(['chat:9001', 'gateway:8080', 'web:8080']);
  for (const { name, container } of workloadsOf(manifests)) {
    const mounted = (container.volumeMounts ?? []).some(({ mountPath }) => mountPath === '/etc/veza/tls');
    expect([name, mounted]).toEqual([name, ['gateway', 'chat', 'media', 'catalog'].includes(name)]);
  }
});

/** Paths that lead to a pod from a listener without TLS, and what such listeners redirect. */
function withoutTls(manifests: Manifest[]): { served: string[]; redirected: string[] } {
  const secure = ofKind(manifests, 'Gateway').flatMap(({ spec }) =>
    (spec?.listeners ?? []).flatMap(({ name, protocol }) => (protocol === 'HTTPS' ? [name] : [])),
  );
  const rules = ofKind(manifests, 'HTTPRoute').flatMap(({ spec }) =>
    (spec?.parentRefs ?? []).every(({ sectionName }) => secure.includes(sectionName ?? '')) ? [] : (spec?.rules ?? []),
  );
  const pathsOf = (each: typeof rules) => each.flatMap(({ matches = [] }) => matches.map(({ path }) => path?.value ?? '/'));
  return {
    served: pathsOf(rules.filter(({ backendRefs = [] }) => backendRefs.length > 0)),
    redirected: pathsOf(rules.filter(({ backendRefs = [] }) => backendRefs.length === 0)),
  };
}

test('in production, calls and sockets are served over TLS only, and plain HTTP redirects pages', () => {
  for (const name of ['production', 'production-s3'])
    expect(withoutTls(render(`k8s/overlays/${name}`))).toEqual({ served: [], redirected: ['/', '/docs'] });
  const faulty = copyOf(overlays.production ?? []);
  for (const { metadata, spec } of ofKind(faulty, 'HTTPRoute'))
    if (metadata.name === 'sockets') spec?.parentRefs?.forEach((parent) => (parent.sectionName = 'http'));
  expect(withoutTls(faulty).served).toEqual(['/ws', '/ws/chat', '/ws/nova']);
});

test('secrets.mjs prints all secrets that the pods of the local overlay refer to', () => {
  const text = execFileSync(process.execPath, [new URL('tools/k8s/secrets.mjs', ROOT).pathname], { encoding: 'utf8' });
  const printed = parseAllDocuments(text).map((document) => document.toJS());
  const given = printed.flatMap(({ metadata, stringData }) => Object.keys(stringData).map((key) => `${metadata.name}/${key}`));
  const references = workloadsOf(overlays.local ?? []).flatMap(({ container }) =>
    (container.env ?? []).flatMap(({ valueFrom }) => {
      const secret = valueFrom?.secretKeyRef;
      return secret && !secret.optional ? [`${secret.name}/${secret.key}`] : [];
    }),
  );
  expect([...new Set(references)].sort()).toEqual(given.sort());
});

test('compose and Kubernetes run the same images', () => {
  const compose: Record<string, { image: string; profiles?: string[] }> = parse(
    readFileSync(new URL('docker-compose.yml', ROOT), 'utf8'),
    {
      merge: true,
    },
  ).services;
  const usual = Object.values(compose).filter(({ profiles }) => profiles === undefined);
  const inCompose = usual.map(({ image }) => image.replace(/\$\{(?:VEZA_VERSION|[A-Z]+_IMAGE):-(.*)\}/, '$1'));
  const inPods = workloadsOf(overlays.local ?? []).map(({ container }) => container.image);
  expect([...new Set(inPods)].sort()).toEqual([...new Set(inCompose)].sort());
});

test('podman gets pods, settings and volumes, without HTTP probes', () => {
  const { played, left } = playable(overlays.local ?? []);
  expect(new Set(played.map(({ kind }) => kind))).toEqual(new Set(['ConfigMap', 'Deployment', 'PersistentVolumeClaim', 'Pod']));
  expect(JSON.stringify(played)).not.toContain('httpGet');
  expect(played.length + left.length).toBe(overlays.local?.length);
});
