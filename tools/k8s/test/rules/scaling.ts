import { deploymentsOf, isOurs, type Manifest, ofKind, type Rule, selects } from '../cluster.js';
import { knownMetrics, unknownMetrics } from '../known-metrics.js';

const known = knownMetrics();

const replicasOf = (manifests: readonly Manifest[], name: string) =>
  ofKind(manifests, 'Deployment').find(({ metadata }) => metadata.name === name)?.spec?.replicas;

/** The deployments that may have several replicas. */
function scaled(manifests: readonly Manifest[]) {
  const names = ofKind(manifests, 'HorizontalPodAutoscaler').map(({ spec }) => spec?.scaleTargetRef.name);
  return deploymentsOf(manifests).filter(({ name }) => names.includes(name));
}

/** Number, spread and disruption of replicas. */
export const scalingRules: Rule[] = [
  {
    name: 'an autoscaler has a deployment, which sets no replicas itself',
    findings: (manifests) =>
      ofKind(manifests, 'HorizontalPodAutoscaler').flatMap(({ metadata: { name }, spec }) => {
        const target = spec?.scaleTargetRef;
        const found = deploymentsOf(manifests).find((deployment) => deployment.name === target?.name);
        return [
          ...(found && target?.kind === 'Deployment' && target.apiVersion === 'apps/v1' ? [] : [`${name} scales nothing`]),
          ...(found && replicasOf(manifests, found.name) !== undefined ? [`${name} and its deployment both set replicas`] : []),
          ...((spec?.minReplicas ?? 1) > (spec?.maxReplicas ?? 0) ? [`${name} wants more at least than at most`] : []),
        ];
      }),
  },
  {
    name: 'a deployment without an autoscaler sets its replicas',
    findings: (manifests) => {
      const names = scaled(manifests).map(({ name }) => name);
      return deploymentsOf(manifests).flatMap(({ name }) =>
        names.includes(name) || replicasOf(manifests, name) !== undefined
          ? []
          : [`${name} has neither replicas nor an autoscaler`],
      );
    },
  },
  {
    name: 'an autoscaler reads metrics of the code',
    findings: (manifests) =>
      ofKind(manifests, 'HorizontalPodAutoscaler').flatMap(({ metadata: { name }, spec }) =>
        (spec?.metrics ?? [])
          .flatMap(({ pods, external }) => (pods ?? external)?.metric.name ?? [])
          .flatMap((metric) => unknownMetrics(known, metric))
          .map((metric) => `${name}: no service has ${metric}`),
      ),
  },
  {
    name: 'a new pod serves for a while before it counts',
    findings: (manifests) =>
      deploymentsOf(manifests)
        .filter(isOurs)
        .flatMap(({ name }) => {
          const found = ofKind(manifests, 'Deployment').find(({ metadata }) => metadata.name === name);
          return (found?.spec?.minReadySeconds ?? 0) > 0 ? [] : [`${name} counts a pod at its first reply`];
        }),
  },
  {
    name: 'replicas are spread',
    findings: (manifests) =>
      scaled(manifests).flatMap(({ name, labels, pod: { topologySpreadConstraints = [] } }) =>
        ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].flatMap((topologyKey) =>
          topologySpreadConstraints.some((each) => each.topologyKey === topologyKey && selects(each.labelSelector, labels))
            ? []
            : [`${name} is not spread over ${topologyKey}`],
        ),
      ),
  },
  {
    name: 'a disruption leaves replicas',
    findings: (manifests) => {
      const budgets = ofKind(manifests, 'PodDisruptionBudget');
      const deployments = scaled(manifests);
      return [
        ...deployments.flatMap(({ name, labels }) => {
          const own = budgets.filter(({ spec }) => selects(spec?.selector, labels));
          return own.length === 1 ? [] : [`${name} has ${own.length} disruption budgets`];
        }),
        ...budgets.flatMap(({ metadata: { name }, spec }) => [
          ...(deployments.some(({ labels }) => selects(spec?.selector, labels)) ? [] : [`the budget ${name} selects no pods`]),
          ...(spec?.maxUnavailable === 0 || spec?.minAvailable !== undefined
            ? [`the budget ${name} can block a drain without end`]
            : []),
        ]),
      ];
    },
  },
];
