import { dialectAt } from '../../../../apps/chat/src/protocol/dialects/index.js';
import { deploymentsOf, type Manifest, ofKind, portsOf, type Rule, selects } from '../cluster.js';

const DIALECTS = ['veza.v1', 'veza.chat', 'veza.flat', 'nova.v1'];

/** A path routed to a service, by an HTTPRoute or an Ingress. */
interface Lead {
  of: string;
  path: string;
  exact: boolean;
  service: string;
  port: number | string | undefined;
}

function leads(manifests: readonly Manifest[]): Lead[] {
  const routes = ofKind(manifests, 'HTTPRoute').flatMap(({ metadata: { name }, spec }) =>
    (spec?.rules ?? []).flatMap(({ matches = [], backendRefs = [] }) =>
      matches.flatMap(({ path }) =>
        backendRefs.map((backend) => {
          const at = { path: path?.value ?? '/', exact: path?.type === 'Exact' };
          return { of: `HTTPRoute ${name}`, ...at, service: backend.name, port: backend.port };
        }),
      ),
    ),
  );
  const ingress = ofKind(manifests, 'Ingress').flatMap(({ metadata: { name }, spec }) =>
    (spec?.rules ?? []).flatMap(({ http }) =>
      (http?.paths ?? []).map(({ path = '/', pathType, backend: { service } }) => {
        const port = service?.port?.number ?? service?.port?.name;
        return { of: `Ingress ${name}`, path, exact: pathType === 'Exact', service: service?.name ?? '', port };
      }),
    ),
  );
  return [...routes, ...ingress];
}

const portOf = (manifests: readonly Manifest[], { service, port }: Lead) =>
  ofKind(manifests, 'Service')
    .find(({ metadata }) => metadata.name === service)
    ?.spec?.ports?.find((each) => each.port === port || each.name === port);

/** Services, and the routes to them. */
export const entryPointRules: Rule[] = [
  {
    name: 'a service targets a port of one deployment',
    findings: (manifests) =>
      ofKind(manifests, 'Service').flatMap(({ metadata: { name }, spec }) => {
        const selector = { matchLabels: spec?.selector ?? { none: 'none' } };
        const targets = deploymentsOf(manifests).filter(({ labels }) => selects(selector, labels));
        const known = targets.flatMap((target) => portsOf(target));
        return [
          ...(targets.length === 1 ? [] : [`the service ${name} is of ${targets.length} deployments`]),
          ...(spec?.ports ?? []).flatMap(({ port, targetPort = port }) =>
            known.some((each) => each.name === targetPort || each.containerPort === targetPort)
              ? []
              : [`the service ${name} leads to ${targetPort}, which has no listener`],
          ),
        ];
      }),
  },
  {
    name: 'a route targets a service',
    findings: (manifests) => [
      ...leads(manifests).flatMap((lead) =>
        portOf(manifests, lead)
          ? []
          : [`${lead.of} leads ${lead.path} to ${lead.service}:${lead.port}, which is no service's port`],
      ),
      ...(leads(manifests).some(({ path, exact, service }) => path === '/' && !exact && service === 'gateway')
        ? []
        : ['no route leads everything else to the gateway']),
    ],
  },
  {
    name: 'sockets of every dialect are routed to chat',
    findings: (manifests) => {
      const sockets = leads(manifests)
        // The gateway passes upgrades of the main listener on.
        .filter(({ service, exact, path }) => service === 'chat' || (service === 'gateway' && exact && path.startsWith('/ws')))
        .map((lead) => {
          const listener = portOf(manifests, lead)?.name === 'flat' ? ('flat' as const) : ('main' as const);
          return { ...lead, dialect: dialectAt(listener, lead.path)?.name };
        });
      const spoken = new Set<string | undefined>(sockets.map(({ dialect }) => dialect));
      return [
        ...sockets.flatMap(({ of, path, exact, dialect }) =>
          exact && dialect
            ? []
            : [`${of} leads ${path} to chat, where ${dialect ? 'more than that path' : 'no dialect'} is meant`],
        ),
        ...DIALECTS.flatMap((name) => (spoken.has(name) ? [] : [`no route leads to ${name}`])),
      ];
    },
  },
];
