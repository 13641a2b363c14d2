import { type Manifest, ofKind, type Rule, workloadsOf } from '../cluster.js';

const NO_NAMESPACE = ['Namespace'];
const PROGRAMS = ['gateway', 'chat', 'media', 'media-worker', 'catalog', 'booking', 'community', 'migration'];

const named = (manifests: readonly Manifest[], kind: string) =>
  manifests.filter((manifest) => manifest.kind === kind).map(({ metadata: { name } }) => name);

/** An overlay as a whole. */
export const overlayRules: Rule[] = [
  {
    name: 'every program is there',
    findings: (manifests) => {
      const there = workloadsOf(manifests).map(({ name }) => name);
      return PROGRAMS.flatMap((name) => (there.includes(name) ? [] : [`${name} is missing`]));
    },
  },
  {
    name: 'a migration has a name and a time of its own',
    findings: (manifests) =>
      ofKind(manifests, 'Job').flatMap(({ metadata: { name, annotations = {} }, spec }) => {
        const version = spec?.template.spec?.containers[0]?.image?.split(':').at(-1) ?? '';
        const limit = spec?.activeDeadlineSeconds ?? Number.POSITIVE_INFINITY;
        const impatient = ofKind(manifests, 'Deployment').filter(
          (each) =>
            each.metadata.labels?.['app.kubernetes.io/part-of'] === 'veza' &&
            (each.spec?.progressDeadlineSeconds ?? 600) <= limit,
        );
        return [
          ...(name.endsWith(`-${version}`) ? [] : [`the Job ${name} runs the version ${version}, and a Job cannot be changed`]),
          ...(annotations['argocd.argoproj.io/hook'] === 'Sync' ? [] : [`Argo CD does not run ${name} again`]),
          ...(annotations['kustomize.toolkit.fluxcd.io/force'] === 'enabled' ? [] : [`Flux does not replace ${name}`]),
          ...impatient.map((each) => `the rollout of ${each.metadata.name} fails before ${name} may end`),
        ];
      }),
  },
  {
    name: 'versions of the API are stable',
    findings: (manifests) =>
      manifests.flatMap(({ apiVersion, kind, metadata: { name } }) =>
        /(^|\/)v\d+$/.test(apiVersion) ? [] : [`${kind} ${name} is of ${apiVersion}`],
      ),
  },
  {
    name: 'all objects are in one restricted namespace',
    findings: (manifests) => [
      ...manifests.flatMap(({ kind, metadata: { name, namespace } }) =>
        NO_NAMESPACE.includes(kind) || namespace === 'veza' ? [] : [`${kind} ${name} is in ${namespace ?? 'no namespace'}`],
      ),
      ...(manifests.some(
        ({ kind, metadata: { labels } }) =>
          kind === 'Namespace' && labels?.['pod-security.kubernetes.io/enforce'] === 'restricted',
      )
        ? []
        : ['the namespace does not enforce restricted pods']),
    ],
  },
  {
    name: 'references of a pod exist in the overlay',
    findings: (manifests) =>
      workloadsOf(manifests).flatMap(({ name, pod, container }) => [
        ...(container.envFrom ?? []).flatMap(({ configMapRef }) =>
          named(manifests, 'ConfigMap').includes(configMapRef?.name ?? '')
            ? []
            : [`${name} refers to the ConfigMap ${configMapRef?.name}`],
        ),
        ...(pod.volumes ?? []).flatMap(({ persistentVolumeClaim }) =>
          !persistentVolumeClaim || named(manifests, 'PersistentVolumeClaim').includes(persistentVolumeClaim.claimName)
            ? []
            : [`${name} refers to the claim ${persistentVolumeClaim.claimName}`],
        ),
      ]),
  },
  {
    name: 'a selector has the labels of its pods',
    findings: (manifests) =>
      ofKind(manifests, 'Deployment').flatMap(({ metadata: { name }, spec }) =>
        Object.entries(spec?.selector.matchLabels ?? { none: '' }).every(
          ([key, value]) => spec?.template.metadata?.labels?.[key] === value,
        )
          ? []
          : [`${name} does not select its own pods`],
      ),
  },
];
