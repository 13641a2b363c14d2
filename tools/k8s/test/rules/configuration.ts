import { ConfigError, describeConfig, parseConfig } from '@veza/platform';
import { serviceKeys } from '@veza/testing';
import type { z } from 'zod';
import { BookingConfigSchema } from '../../../../apps/booking/src/config.js';
import { CatalogConfigSchema } from '../../../../apps/catalog/src/config.js';
import { ChatConfigSchema } from '../../../../apps/chat/src/config.js';
import { CommunityConfigSchema } from '../../../../apps/community/src/config.js';
import { GatewayVariables } from '../../../../apps/gateway/src/config.js';
import { MediaConfigSchema, WorkerConfigSchema } from '../../../../apps/media/src/config.js';
import { type Manifest, ofKind, portsOf, type Rule, type Workload, workloadsOf } from '../cluster.js';
import { mayReach } from './network.js';

const PROGRAMS: Record<string, z.ZodObject[]> = {
  gateway: [GatewayVariables],
  chat: [ChatConfigSchema],
  media: [MediaConfigSchema],
  'media-worker': [WorkerConfigSchema],
  catalog: [CatalogConfigSchema],
  booking: [BookingConfigSchema],
  community: [CommunityConfigSchema],
  migration: [
    GatewayVariables,
    ChatConfigSchema,
    MediaConfigSchema,
    CatalogConfigSchema,
    BookingConfigSchema,
    CommunityConfigSchema,
  ],
};
/** Read by Node itself. */
const NODES_OWN = ['NODE_OPTIONS'];
/** Which variable a port's number comes from. */
const PORT_VARIABLES: Record<string, string> = {
  ops: 'OPS_PORT',
  http: 'HTTP_PORT',
  sockets: 'WS_PORT',
  flat: 'WS_FLAT_PORT',
  bytes: 'BYTES_PORT',
};
/** Variables with paths of files that are in Secrets, not here. */
const FILES = ['TLS_CERT', 'TLS_KEY', 'TLS_CA', 'DATABASE_CA', 'REDIS_CA', 'SMTP_CA'];
/** Seconds for routes to change before the listeners close: the last node may learn of it after ten. */
const ROUTES_NEED = 12;
/** Seconds of the grace period left after the shutdown timeout. */
const SPARE = 2;

const KEYS: Record<string, string> = serviceKeys(['a'.repeat(64)], 'a'.repeat(64));

/** A value of the form that a variable has which is read from this key of a Secret. */
function secretValue(name: string, key: string): string {
  if (name === 'VEZA_KEYS') return KEYS[key.replace(/_KEYS$/, '').toLowerCase()] ?? '';
  if (name === 'OIDC_PROVIDERS') return '[]';
  if (name.endsWith('DATABASE_URL')) return 'postgres://user:password@postgres:5432/veza';
  if (name === 'REDIS_URL') return 'redis://:password@redis:6379';
  return name === 'SMTP_URL' ? 'smtps://user:password@mail:465' : 'a'.repeat(64);
}

/** The environment of the container; a secret by reference counts as set. */
export function environmentOf({ container }: Workload, manifests: readonly Manifest[]): Record<string, string> {
  const maps = (container.envFrom ?? []).map(
    ({ configMapRef }) => ofKind(manifests, 'ConfigMap').find(({ metadata }) => metadata.name === configMapRef?.name)?.data ?? {},
  );
  const own = (container.env ?? []).map(({ name, value, valueFrom }): [string, string] => [
    name,
    valueFrom?.secretKeyRef ? secretValue(name, valueFrom.secretKeyRef.key) : (value ?? ''),
  ]);
  return { ...Object.assign({}, ...maps), ...Object.fromEntries(own) };
}

const platformWorkloads = (manifests: readonly Manifest[]) =>
  workloadsOf(manifests).flatMap((workload) => {
    const schemas = PROGRAMS[workload.name];
    return schemas ? [{ ...workload, schemas, environment: environmentOf(workload, manifests) }] : [];
  });

function mistakesOf(schema: z.ZodObject, environment: Record<string, string>): readonly string[] {
  try {
    parseConfig(schema, Object.fromEntries(Object.entries(environment).filter(([name]) => !FILES.includes(name))));
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}

const numberIn = (environment: Record<string, string>, name: string, otherwise: number) => Number(environment[name] ?? otherwise);
const flagIn = (environment: Record<string, string>, flag: string) =>
  Number(new RegExp(`--${flag}=(\\d+)`).exec(environment.NODE_OPTIONS ?? '')?.[1] ?? Number.NaN);
const MIB: Record<string, number> = { Mi: 1, Gi: 1_024 };
const mebibytes = (text: string) => Number.parseInt(text, 10) * (MIB[text.slice(-2)] ?? Number.NaN);

/** The configuration of the apps, checked against their config schemas. */
export const configurationRules: Rule[] = [
  {
    name: 'every variable is known to its app',
    findings: (manifests) =>
      platformWorkloads(manifests).flatMap(({ name, schemas, environment }) => {
        const known = new Set([...NODES_OWN, ...schemas.flatMap((schema) => describeConfig(schema).map((each) => each.name))]);
        return Object.keys(environment).flatMap((variable) => (known.has(variable) ? [] : [`${name} does not know ${variable}`]));
      }),
  },
  {
    name: 'the configuration of an app is valid in production',
    findings: (manifests) =>
      platformWorkloads(manifests).flatMap(({ name, schemas, environment }) =>
        schemas.flatMap((schema) =>
          mistakesOf(schema, { ...environment, NODE_ENV: 'production' }).map((mistake) => `${name}: ${mistake}`),
        ),
      ),
  },
  {
    name: 'a configured file is mounted',
    findings: (manifests) =>
      platformWorkloads(manifests).flatMap(({ name, container, environment }) =>
        FILES.flatMap((variable) => {
          const path = environment[variable];
          const mounts = (container.volumeMounts ?? []).map(({ mountPath }) => `${mountPath}/`);
          return path === undefined || mounts.some((each) => path.startsWith(each))
            ? []
            : [`${name} lacks the file of ${variable}`];
        }),
      ),
  },
  {
    name: 'no proxy is trusted by a network in which clients may be',
    findings: (manifests) =>
      platformWorkloads(manifests).flatMap(({ name, environment }) =>
        (environment['TRUSTED_PROXIES'] ?? '')
          .split(',')
          .filter((entry) => /^\s*(private|uniquelocal|linklocal)\s*$/.test(entry))
          .map((entry) => `${name} trusts ${entry.trim()}: a client with such an address chooses the address that is counted`),
      ),
  },
  {
    name: 'a secret is a reference',
    findings: (manifests) => [
      ...manifests
        .filter(({ kind }) => kind === 'Secret')
        .map(({ metadata: { name } }) => `the Secret ${name} is in the overlay`),
      ...workloadsOf(manifests).flatMap(({ name, container }) =>
        (container.env ?? []).flatMap((variable) =>
          /SECRET|PASSWORD|TOKEN|KEY/.test(variable.name) && !variable.valueFrom?.secretKeyRef
            ? [`${name} has ${variable.name} in plain text`]
            : [],
        ),
      ),
      ...ofKind(manifests, 'ConfigMap').flatMap(({ metadata: { name }, data = {} }) =>
        Object.entries(data).flatMap(([key, value]) =>
          /SECRET|PASSWORD/.test(key) || /:\/\/[^/@\s]*:[^/@\s]*@/.test(value)
            ? [`the ConfigMap ${name} has a secret in ${key}`]
            : [],
        ),
      ),
    ],
  },
  {
    name: 'container ports match the configuration',
    findings: (manifests) =>
      platformWorkloads(manifests).flatMap((workload) =>
        portsOf(workload).flatMap(({ name = '', containerPort }) =>
          numberIn(workload.environment, PORT_VARIABLES[name] ?? '', Number.NaN) === containerPort
            ? []
            : [
                `${workload.name} has the port ${name} at ${containerPort}, but is configured with ${workload.environment[PORT_VARIABLES[name] ?? '']}`,
              ],
        ),
      ),
  },
  {
    name: 'the grace period covers the shutdown',
    findings: (manifests) =>
      platformWorkloads(manifests)
        .filter(({ kind }) => kind === 'Deployment')
        .flatMap(({ name, labels, pod, container, environment }) => {
          const before = container.lifecycle?.preStop?.sleep?.seconds ?? 0;
          const unready = numberIn(environment, 'SHUTDOWN_UNREADY_MS', 0) / 1_000;
          const stop = numberIn(environment, 'SHUTDOWN_TIMEOUT_MS', 10_000) / 1_000;
          const grace = pod.terminationGracePeriodSeconds ?? 30;
          const routed = ofKind(manifests, 'Service').some(
            ({ spec }) => spec?.selector?.['app.kubernetes.io/name'] === labels['app.kubernetes.io/name'],
          );
          return [
            ...(grace >= before + stop + SPARE ? [] : [`${name} has ${grace} s to stop, but may take ${before} and ${stop}`]),
            ...(routed && before + unready < ROUTES_NEED ? [`${name} closes its listeners while routes still lead to it`] : []),
          ];
        }),
  },
  {
    name: 'the heap fits into the limit',
    findings: (manifests) =>
      platformWorkloads(manifests)
        .filter(({ kind }) => kind === 'Deployment')
        .flatMap(({ name, container, environment }) => {
          const heap = flagIn(environment, 'max-old-space-size') + 3 * flagIn(environment, 'max-semi-space-size');
          const limit = mebibytes(String(container.resources?.limits?.memory));
          return heap <= 0.75 * limit ? [] : [`${name} may have a heap of ${heap} MiB of its ${limit}`];
        }),
  },
  {
    name: 'called services exist and admit the caller',
    findings: (manifests) =>
      platformWorkloads(manifests).flatMap((workload) =>
        ['CHAT_URL', 'MEDIA_URL'].flatMap((variable) => {
          const address = workload.environment[variable];
          if (address === undefined) return [];
          const { hostname, port } = new URL(address);
          const service = ofKind(manifests, 'Service').find(({ metadata }) => metadata.name === hostname);
          const target = workloadsOf(manifests).find(({ name }) => name === service?.spec?.selector?.['app.kubernetes.io/name']);
          const served = service?.spec?.ports?.some((each) => each.port === Number(port));
          return target && served && mayReach(manifests, workload, target, Number(port))
            ? []
            : [`${workload.name} cannot reach ${address}`];
        }),
      ),
  },
  {
    name: 'egress to configured servers is allowed',
    findings: (manifests) => {
      const leaving = (name: string, port: number) =>
        ofKind(manifests, 'NetworkPolicy').some(
          ({ spec }) =>
            (spec?.podSelector.matchExpressions ?? []).some(({ values = [] }) => values.includes(name)) &&
            (spec?.egress ?? []).some(({ ports = [] }) => ports.some((each) => each.port === port)),
        );
      return platformWorkloads(manifests).flatMap(({ name, kind }) => [
        ...(leaving(name, 5_432) ? [] : [`${name} cannot reach Postgres`]),
        ...(kind === 'Job' || leaving(name, 6_379) ? [] : [`${name} cannot reach Redis`]),
      ]);
    },
  },
];
