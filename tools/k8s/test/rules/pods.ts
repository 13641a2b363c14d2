import { isOurs, ofKind, type Rule, type Workload, workloadsOf } from '../cluster.js';

const each = (name: string, look: (workload: Workload) => (string | false | undefined)[]): Rule => ({
  name,
  findings: (manifests) =>
    workloadsOf(manifests).flatMap((workload) =>
      look(workload).flatMap((finding) => (finding ? [`${workload.kind} ${workload.name}: ${finding}`] : [])),
    ),
});

const RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];

/** Image, resources, restrictions, volumes and probes of a pod. */
export const podRules: Rule[] = [
  each('an image has a version', ({ pod, container: { image = '' } }) => [
    !/:[^:/]*\d[^:/]*$/.test(image) && `${image} has no version`,
    pod.containers.length !== 1 && 'has more than one container',
  ]),

  each('cpu, memory and storage have requests and limits', ({ container: { resources = {} } }) =>
    RESOURCES.flatMap((name) => [
      resources.requests?.[name] === undefined && `has no request of ${name}`,
      resources.limits?.[name] === undefined && `has no limit of ${name}`,
    ]),
  ),

  each('a pod is restricted', ({ pod, container: { securityContext: own } }) => [
    pod.securityContext?.runAsNonRoot !== true && 'may run as root',
    !pod.securityContext?.runAsUser && 'names no user',
    !pod.securityContext?.runAsGroup && 'names no group',
    pod.securityContext?.seccompProfile?.type !== 'RuntimeDefault' && 'has no seccomp profile',
    pod.automountServiceAccountToken !== false && 'has the token of a service account',
    (pod.hostNetwork ?? pod.hostPID ?? pod.hostIPC) && 'shares something with its node',
    own?.allowPrivilegeEscalation !== false && 'may gain privileges',
    own?.readOnlyRootFilesystem !== true && 'can write to its image',
    own?.privileged && 'is privileged',
    own?.capabilities?.drop?.join() !== 'ALL' && 'keeps capabilities',
    own?.capabilities?.add !== undefined && 'adds capabilities',
  ]),

  each('writable folders have volumes', ({ pod, container: { volumeMounts = [] } }) => {
    const volumes = pod.volumes ?? [];
    return [
      !volumeMounts.some(({ mountPath }) => mountPath === '/tmp') && 'has no /tmp',
      ...volumeMounts.map(({ name }) => !volumes.some((volume) => volume.name === name) && `mounts ${name}, which is no volume`),
      ...volumes.map(({ name, emptyDir, hostPath }) =>
        hostPath ? `${name} is a folder of its node` : emptyDir && !emptyDir.sizeLimit && `${name} may fill its node`,
      ),
    ];
  }),

  each('a deployment has probes', ({ kind, container }) => {
    const { startupProbe, livenessProbe, readinessProbe, ports = [] } = container;
    if (kind === 'Job') return [(startupProbe ?? livenessProbe ?? readinessProbe) && 'is a job and has a probe'];
    const named = new Set<unknown>(ports.map(({ name }) => name));
    return [
      ...Object.entries({ startupProbe, livenessProbe, readinessProbe }).flatMap(([name, probe]) => [
        !probe && `has no ${name}`,
        probe?.httpGet && !named.has(probe.httpGet.port) && `its ${name} uses port ${probe.httpGet.port}, which is no port`,
        probe?.tcpSocket && !named.has(probe.tcpSocket.port) && `its ${name} uses port ${probe.tcpSocket.port}, which is no port`,
      ]),
      JSON.stringify(livenessProbe?.httpGet ?? livenessProbe) === JSON.stringify(readinessProbe?.httpGet ?? readinessProbe) &&
        'is restarted for what only makes it unready',
    ];
  }),

  {
    name: 'a pod has an identity of its own',
    findings: (manifests) => {
      const accounts = ofKind(manifests, 'ServiceAccount');
      const names = accounts.map(({ metadata }) => metadata.name);
      return [
        ...workloadsOf(manifests)
          .filter(isOurs)
          .flatMap(({ name, pod: { serviceAccountName = 'default' } }) =>
            serviceAccountName === name && names.includes(name) ? [] : [`${name} runs as ${serviceAccountName}`],
          ),
        ...accounts
          .filter((each) => each.automountServiceAccountToken !== false)
          .map(({ metadata: { name } }) => `the account ${name} gives its token to pods`),
      ];
    },
  },

  {
    name: 'a job ends',
    findings: (manifests) =>
      ofKind(manifests, 'Job').flatMap(({ metadata: { name }, spec }) => [
        ...(spec?.backoffLimit === undefined ? [`${name} retries without end`] : []),
        ...(spec?.activeDeadlineSeconds === undefined ? [`${name} has no deadline`] : []),
        ...(spec?.ttlSecondsAfterFinished === undefined ? [`${name} is never removed`] : []),
        ...(spec?.template.spec?.restartPolicy === 'Never' ? [] : [`${name} starts again and takes its logs with it`]),
      ]),
  },
];
