import { readFileSync } from 'node:fs';
import { deploymentsOf, type Manifest, ofKind, type Rule, selects } from '../cluster.js';
import { sourceFiles } from '../../../test/checks/source-files.mjs';

/** What a source imports to reach servers on the internet, and the ports of these. */
const CLIENTS = [
  { imported: /\boutsideRequest\b.* from '@veza\/platform'|from 'openid-client'/, ports: [443] },
  { imported: /from 'nodemailer'/, ports: [465, 587] },
];

/** The ports that the sources of an app reach on the internet. */
function outgoingPorts(app: string): Set<number> {
  const sources = sourceFiles(`apps/${app}/src`).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
  const texts = sources.map((file) => readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8'));
  return new Set(CLIENTS.flatMap(({ imported, ports }) => (texts.some((text) => imported.test(text)) ? ports : [])));
}

/** Apps with outgoing clients, read from their sources: a new client is not forgotten. */
const OUTGOING = ['gateway', 'chat', 'media', 'catalog', 'booking'].map((app) => ({ app, ports: [...outgoingPorts(app)] }));

function lets(manifests: readonly Manifest[], labels: Record<string, string>, wanted: number): boolean {
  return ofKind(manifests, 'NetworkPolicy').some(
    ({ spec }) =>
      selects(spec?.podSelector, labels) &&
      (spec?.egress ?? []).some(
        ({ to = [], ports = [] }) =>
          to.some(({ ipBlock }) => ipBlock?.cidr === '0.0.0.0/0') && ports.some(({ port }) => port === wanted),
      ),
  );
}

export const outgoingRules: Rule[] = [
  {
    name: 'outgoing clients of a service may leave',
    findings: (manifests) =>
      OUTGOING.flatMap(({ app, ports }) =>
        deploymentsOf(manifests)
          .filter(({ name }) => name === app)
          .flatMap(({ labels }) =>
            ports.flatMap((port) =>
              lets(manifests, labels, port) ? [] : [`${app} calls servers at ${port}, and no policy lets it out`],
            ),
          ),
      ),
  },
];
