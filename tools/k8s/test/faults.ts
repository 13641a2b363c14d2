import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import { type Manifest, ofKind, workloadsOf } from './cluster.js';

const SERVICES = ['gateway', 'chat', 'media', 'media-worker', 'catalog', 'booking', 'community'];

/** Adds one fault to a rendered overlay. */
type Fault = (manifests: Manifest[]) => void;

const pod = (name: string, spoil: (container: IContainer, spec: IPodSpec) => void): Fault => {
  return (manifests) => {
    const workload = workloadsOf(manifests).find((each) => each.name === name);
    if (workload) spoil(workload.container, workload.pod);
  };
};
const without = (kind: string, name: string): Fault => {
  return (manifests) => {
    manifests.splice(
      manifests.findIndex((each) => each.kind === kind && each.metadata.name === name),
      1,
    );
  };
};
const config = (name: string, variable: string, value: string): Fault => {
  return (manifests) => {
    for (const { metadata, data } of ofKind(manifests, 'ConfigMap'))
      if (data && metadata.name.startsWith(`${name}-`)) data[variable] = value;
  };
};
const policy = (name: string, port: number): Fault => {
  return (manifests) => {
    for (const { metadata, spec } of ofKind(manifests, 'NetworkPolicy'))
      if (metadata.name === name) for (const rule of [...(spec?.ingress ?? []), ...(spec?.egress ?? [])]) rule.ports = [{ port }];
  };
};
const socketPath = (path: string): Fault => {
  return (manifests) => {
    for (const { spec } of ofKind(manifests, 'Ingress'))
      for (const each of spec?.rules?.[0]?.http?.paths ?? []) if (each.path === '/ws/nova') each.path = path;
    for (const { spec } of ofKind(manifests, 'HTTPRoute'))
      for (const match of (spec?.rules ?? []).flatMap(({ matches = [] }) => matches))
        if (match.path?.value === '/ws/nova') match.path.value = path;
  };
};
const RUNBOOK = 'https://git.veza.example/docs/OPERATIONS.md#vezaredisaway';
const monitoring = { apiVersion: 'monitoring.coreos.com/v1', metadata: { name: 'faulty', namespace: 'veza' } };
const alert = (fault: object): Fault => {
  const annotations = { summary: 'Redis', description: 'away', runbook_url: RUNBOOK };
  const good = { alert: 'VezaRedisAway', expr: 'veza_redis_up == 0', labels: { severity: 'critical' }, annotations };
  const spec = { groups: [{ name: 'faulty', rules: [{ ...good, ...fault }] }] };
  return (manifests) => void manifests.push(Object.assign({ kind: 'PrometheusRule', spec }, monitoring));
};
const monitor = ({ port = 'ops', names = SERVICES }: { port?: string; names?: readonly string[] }): Fault => {
  const selector = { matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: names }] };
  const spec = { jobLabel: 'app.kubernetes.io/name', selector, podMetricsEndpoints: [{ port, path: '/metrics' }] };
  return (manifests) => void manifests.push(Object.assign({ kind: 'PodMonitor', spec }, monitoring));
};
const backend = (): Fault => {
  return (manifests) => {
    for (const { spec } of ofKind(manifests, 'Service'))
      for (const port of spec?.ports ?? []) if (port.name === 'http') port.name = 'web';
    for (const { spec } of ofKind(manifests, 'Service'))
      for (const port of spec?.ports ?? []) if (port.port === 8080) port.port = 80;
  };
};
const first = <Item>(items: Item[]): Item[] => items.slice(0, 1);

/** For each rule, by name, faults that it must find. */
export const faults: Record<string, Fault[]> = {
  'every program is there': [without('Deployment', 'media-worker'), without('Job', 'migration-0.3.0')],
  'a migration has a name and a time of its own': [
    (all) => ofKind(all, 'Job').forEach(({ metadata }) => (metadata.name = 'migration')),
    (all) => ofKind(all, 'Job').forEach(({ metadata }) => (metadata.annotations = {})),
    (all) => ofKind(all, 'Deployment').forEach(({ spec }) => spec && (spec.progressDeadlineSeconds = 180)),
  ],
  'versions of the API are stable': [
    (all) => all.forEach((each) => (each.apiVersion = each.apiVersion.replace('autoscaling/v2', 'autoscaling/v2beta2'))),
  ],
  'all objects are in one restricted namespace': [
    (all) => all.forEach((each) => each.kind === 'Service' && delete each.metadata.namespace),
    without('Namespace', 'veza'),
  ],
  'references of a pod exist in the overlay': [
    without('PersistentVolumeClaim', 'media'),
    pod('chat', (container) => (container.envFrom = [{ configMapRef: { name: 'chat' } }])),
  ],
  'a selector has the labels of its pods': [
    (all) => first(ofKind(all, 'Deployment')).forEach(({ spec }) => spec && (spec.selector.matchLabels = { app: 'other' })),
  ],
  'an image has a version': [
    pod('chat', (container) => (container.image = 'veza/chat')),
    pod('chat', (container) => (container.image = 'registry:5000/veza/chat:latest')),
    pod('chat', (container, spec) => spec.containers.push({ ...container, name: 'other' })),
  ],
  'cpu, memory and storage have requests and limits': [
    pod('booking', ({ resources }) => delete resources?.limits?.memory),
    pod('booking', ({ resources }) => delete resources?.requests?.['ephemeral-storage']),
  ],
  'a pod is restricted': [
    pod('media', (_, spec) => (spec.automountServiceAccountToken = true)),
    pod('media', (_, spec) => delete spec.securityContext?.runAsNonRoot),
    pod('media', (_, spec) => delete spec.securityContext?.seccompProfile),
    pod('media', (_, spec) => (spec.hostNetwork = true)),
    pod('media', ({ securityContext }) => delete securityContext?.readOnlyRootFilesystem),
    pod('media', ({ securityContext }) => delete securityContext?.capabilities),
    pod('media', ({ securityContext }) => securityContext && (securityContext.allowPrivilegeEscalation = true)),
  ],
  'writable folders have volumes': [
    pod('media', (_, spec) => (spec.volumes = spec.volumes?.filter(({ name }) => name !== 'data'))),
    pod('media', (container) => (container.volumeMounts = container.volumeMounts?.filter(({ name }) => name !== 'tmp'))),
    pod(
      'media',
      (_, spec) =>
        (spec.volumes = [
          { name: 'tmp', emptyDir: {} },
          { name: 'data', hostPath: { path: '/data' } },
        ]),
    ),
  ],
  'a deployment has probes': [
    pod('chat', (container) => delete container.startupProbe),
    pod('chat', (container) => (container.livenessProbe = container.readinessProbe)),
    pod('chat', (container) => (container.readinessProbe = { httpGet: { path: '/readyz', port: 'http' } })),
    pod('migration', (container) => (container.livenessProbe = { httpGet: { path: '/healthz', port: 1 } })),
  ],
  'a pod has an identity of its own': [
    pod('chat', (_, spec) => (spec.serviceAccountName = 'gateway')),
    pod('migration', (_, spec) => delete spec.serviceAccountName),
    without('ServiceAccount', 'media'),
    (all) => first(ofKind(all, 'ServiceAccount')).forEach((account) => (account.automountServiceAccountToken = true)),
  ],
  'an autoscaler reads metrics of the code': [
    (all) =>
      first(ofKind(all, 'HorizontalPodAutoscaler')).forEach(({ spec }) =>
        spec?.metrics?.push({
          type: 'External',
          external: { metric: { name: 'veza_chat_connectoins' }, target: { type: 'Value', value: '1' } },
        }),
      ),
  ],
  'a new pod serves for a while before it counts': [
    (all) => first(ofKind(all, 'Deployment')).forEach(({ spec }) => spec && delete spec.minReadySeconds),
  ],
  'a job ends': [
    pod('migration', (_, spec) => (spec.restartPolicy = 'OnFailure')),
    (all) => ofKind(all, 'Job').forEach(({ spec }) => delete spec?.activeDeadlineSeconds),
  ],
  'replicas are spread': [
    pod('catalog', (_, spec) => delete spec.topologySpreadConstraints),
    pod('catalog', (_, spec) =>
      spec.topologySpreadConstraints?.forEach((each) => (each.labelSelector = { matchLabels: { app: 'other' } })),
    ),
  ],
  'an autoscaler has a deployment, which sets no replicas itself': [
    without('Deployment', 'booking'),
    (all) => ofKind(all, 'Deployment').forEach(({ spec }) => spec && (spec.replicas = 2)),
    (all) => ofKind(all, 'HorizontalPodAutoscaler').forEach(({ spec }) => spec && (spec.minReplicas = 99)),
  ],
  'a deployment without an autoscaler sets its replicas': [without('HorizontalPodAutoscaler', 'booking')],
  'a disruption leaves replicas': [
    without('PodDisruptionBudget', 'chat'),
    (all) =>
      first(ofKind(all, 'PodDisruptionBudget')).forEach(
        ({ spec }) => spec && (spec.selector = { matchLabels: { app: 'other' } }),
      ),
    (all) => first(ofKind(all, 'PodDisruptionBudget')).forEach(({ spec }) => spec && (spec.maxUnavailable = 0)),
  ],
  'traffic is denied by default': [without('NetworkPolicy', 'default-deny')],
  'a policy selects pods, and names its peers and ports': [
    (all) =>
      ofKind(all, 'NetworkPolicy').forEach(
        ({ metadata, spec }) => metadata.name === 'chat' && spec && (spec.podSelector = { matchLabels: { app: 'chat' } }),
      ),
    (all) =>
      ofKind(all, 'NetworkPolicy').forEach(({ metadata, spec }) => metadata.name === 'chat' && spec && (spec.ingress = [{}])),
  ],
  'the ports of a policy are ports of pods': [policy('media', 8091), policy('chat', 8090)],
  'egress to a pod has matching ingress': [without('NetworkPolicy', 'media')],
  'metrics can be scraped': [without('NetworkPolicy', 'monitoring'), policy('monitoring', 9100)],
  'a service targets a port of one deployment': [
    (all) => ofKind(all, 'Service').forEach(({ spec }) => spec?.ports?.forEach((port) => (port.targetPort = 'door'))),
    (all) => ofKind(all, 'Service').forEach(({ spec }) => spec && (spec.selector = { 'app.kubernetes.io/part-of': 'veza' })),
  ],
  'a route targets a service': [without('Service', 'gateway'), backend()],
  'sockets of every dialect are routed to chat': [socketPath('/ws/unknown'), socketPath('/ws')],
  'every variable is known to its app': [config('chat', 'WS_PORTS', '3001'), config('gateway', 'MEDIA_DATA_DIR', '/data')],
  'the configuration of an app is valid in production': [
    config('chat', 'WS_PORT', 'many'),
    pod('gateway', (container) => (container.env = container.env?.filter(({ name }) => name !== 'ADMIN_PASSWORD'))),
    pod('booking', (container) => (container.env = container.env?.filter(({ name }) => name !== 'REDIS_URL'))),
    pod('migration', (container) => (container.env = container.env?.filter(({ name }) => name !== 'VEZA_SECRET'))),
    pod('catalog', (container) =>
      container.env?.push({ name: 'VEZA_SECRET', value: 'veza-development-secret-known-to-everybody' }),
    ),
  ],
  'a configured file is mounted': [
    config('media', 'TLS_CA', '/etc/veza/tls/ca.crt'),
    config('veza', 'DATABASE_CA', '/nowhere/ca.crt'),
  ],
  'no proxy is trusted by a network in which clients may be': [config('veza', 'TRUSTED_PROXIES', 'private')],
  'a secret is a reference': [
    (all) => all.push({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'veza', namespace: 'veza' } }),
    pod('gateway', (container) => container.env?.push({ name: 'ADMIN_PASSWORD', value: 'opensesame' })),
    config('veza', 'DATABASE_URL', 'postgres://veza:password@postgres:5432/veza'),
  ],
  'container ports match the configuration': [
    config('chat', 'OPS_PORT', '9100'),
    pod('gateway', ({ ports }) => ports?.forEach((port) => (port.containerPort += 1))),
  ],
  'the grace period covers the shutdown': [
    pod('media', (_, spec) => (spec.terminationGracePeriodSeconds = 60)),
    config('chat', 'SHUTDOWN_TIMEOUT_MS', '60000'),
    pod('gateway', (container) => delete container.lifecycle),
  ],
  'the heap fits into the limit': [
    pod('chat', ({ resources }) => resources?.limits && (resources.limits.memory = '512Mi')),
    config('booking', 'NODE_OPTIONS', '--max-old-space-size=64'),
  ],
  'called services exist and admit the caller': [
    config('gateway', 'MEDIA_URL', 'http://media:8080'),
    config('gateway', 'CHAT_URL', 'http://chats:3001'),
    without('NetworkPolicy', 'media'),
  ],
  'a monitor scrapes every service by a port of its pods': [
    monitor({ port: 'metrics' }),
    monitor({ names: ['gateway', 'chat'] }),
  ],
  'an alert names metrics of the code, and has an entry in the runbook': [
    alert({ expr: 'veza_redis_upp == 0' }),
    alert({ expr: 'veza_rpc_calls_seconds_bucket > 0' }),
    alert({
      annotations: { summary: 'Redis', description: 'away', runbook_url: 'https://git.veza.example/docs/OPERATIONS.md#nowhere' },
    }),
    alert({ annotations: { summary: 'Redis', description: '', runbook_url: RUNBOOK } }),
    alert({ labels: {} }),
  ],
  'outgoing clients of a service may leave': [without('NetworkPolicy', 'to-public-servers'), policy('gateway', 443)],
  'egress to configured servers is allowed': [without('NetworkPolicy', 'to-postgres'), without('NetworkPolicy', 'to-redis')],
};
