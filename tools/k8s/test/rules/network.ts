import { deploymentsOf, type Manifest, ofKind, portsOf, type Rule, selects, type Workload, workloadsOf } from '../cluster.js';

type Direction = 'Ingress' | 'Egress';
interface Peer {
  podSelector?: Parameters<typeof selects>[0];
  namespaceSelector?: object;
  ipBlock?: { cidr: string };
}
interface Allowance {
  policy: string;
  /** The pods that the policy selects. */
  of: Workload[];
  peers: Peer[];
  ports: (number | string)[];
}

/** What the policies let through, one entry a rule of a policy. */
export function allowances(manifests: readonly Manifest[], direction: Direction): Allowance[] {
  const workloads = workloadsOf(manifests);
  return ofKind(manifests, 'NetworkPolicy').flatMap(({ metadata: { name }, spec }) => {
    const of = workloads.filter(({ labels }) => selects(spec?.podSelector, labels));
    const ports = (given: { port?: number | string }[] = []) => given.flatMap(({ port }) => (port === undefined ? [] : [port]));
    return direction === 'Ingress'
      ? (spec?.ingress ?? []).map((rule) => ({ policy: name, of, peers: rule.from ?? [], ports: ports(rule.ports) }))
      : (spec?.egress ?? []).map((rule) => ({ policy: name, of, peers: rule.to ?? [], ports: ports(rule.ports) }));
  });
}

/** Whether the policies allow traffic from one pod to the other. */
export function mayReach(manifests: readonly Manifest[], from: Workload, to: Workload, port: number): boolean {
  const through = (direction: Direction, own: Workload, other: Workload) =>
    allowances(manifests, direction).some(
      ({ of, peers, ports }) =>
        of.some(({ name }) => name === own.name) &&
        ports.includes(port) &&
        peers.some(
          ({ podSelector, namespaceSelector }) => podSelector && !namespaceSelector && selects(podSelector, other.labels),
        ),
    );
  return through('Egress', from, to) && through('Ingress', to, from);
}

const isInside = ({ podSelector, namespaceSelector }: Peer) => podSelector !== undefined && namespaceSelector === undefined;

/** Allowed traffic, and the existence of its endpoints. */
export const networkRules: Rule[] = [
  {
    name: 'traffic is denied by default',
    findings: (manifests) =>
      ofKind(manifests, 'NetworkPolicy').some(
        ({ spec }) =>
          Object.keys(spec?.podSelector ?? { none: true }).length === 0 &&
          spec?.policyTypes?.join() === 'Ingress,Egress' &&
          !spec.ingress &&
          !spec.egress,
      )
        ? []
        : ['there is no policy that denies everything'],
  },
  {
    name: 'a policy selects pods, and names its peers and ports',
    findings: (manifests) => [
      ...ofKind(manifests, 'NetworkPolicy').flatMap(({ metadata: { name }, spec }) =>
        workloadsOf(manifests).some(({ labels }) => selects(spec?.podSelector, labels))
          ? []
          : [`the policy ${name} selects no pods`],
      ),
      ...(['Ingress', 'Egress'] as const).flatMap((direction) =>
        allowances(manifests, direction).flatMap(({ policy, peers, ports }) =>
          peers.length > 0 && ports.length > 0 ? [] : [`the policy ${policy} opens ${direction} for all peers or all ports`],
        ),
      ),
    ],
  },
  {
    name: 'the ports of a policy are ports of pods',
    findings: (manifests) => {
      const known = (workloads: Workload[], port: number | string) =>
        workloads.some((workload) => portsOf(workload).some(({ containerPort }) => containerPort === port));
      return [
        ...allowances(manifests, 'Ingress').flatMap(({ policy, of, ports }) =>
          ports.flatMap((port) => (known(of, port) ? [] : [`the policy ${policy} opens ${port}, which has no listener`])),
        ),
        ...allowances(manifests, 'Egress').flatMap(({ policy, peers, ports }) =>
          peers.filter(isInside).flatMap((peer) => {
            const targets = workloadsOf(manifests).filter(({ labels }) => selects(peer.podSelector, labels));
            return ports.flatMap((port) =>
              known(targets, port) ? [] : [`the policy ${policy} leads to ${port}, which has no listener`],
            );
          }),
        ),
      ];
    },
  },
  {
    name: 'egress to a pod has matching ingress',
    findings: (manifests) =>
      allowances(manifests, 'Egress').flatMap(({ policy, of, peers, ports }) =>
        peers.filter(isInside).flatMap((peer) =>
          workloadsOf(manifests)
            .filter(({ labels }) => selects(peer.podSelector, labels))
            .flatMap((to) =>
              of.flatMap((from) =>
                ports.every((port) => typeof port === 'number' && mayReach(manifests, from, to, port))
                  ? []
                  : [`${policy} lets ${from.name} out to ${to.name}, which does not let it in`],
              ),
            ),
        ),
      ),
  },
  {
    name: 'metrics can be scraped',
    findings: (manifests) => {
      const opened = allowances(manifests, 'Ingress').filter(({ peers }) => JSON.stringify(peers).includes('veza/monitoring'));
      const ranges = ofKind(manifests, 'NetworkPolicy').flatMap(({ spec }) =>
        (spec?.ingress ?? []).flatMap(({ ports = [] }) => ports),
      );
      return deploymentsOf(manifests).flatMap((workload) =>
        portsOf(workload)
          .filter(({ name }) => name === 'ops')
          .flatMap(({ containerPort }) =>
            opened.some(({ of }) => of.some(({ name }) => name === workload.name)) &&
            ranges.some(({ port, endPort }) => Number(port) <= containerPort && containerPort <= (endPort ?? Number(port)))
              ? []
              : [`no policy allows scraping the metrics of ${workload.name}`],
          ),
      );
    },
  },
];
