import { readFileSync } from 'node:fs';
import type { Rule } from '../cluster.js';
import { sourceFiles } from '../../../test/checks/source-files.mjs';
import { allowances } from './network.js';

/** By what a source is known to reach servers on the internet, and the ports of these. */
const CLIENTS = [
  { sign: /\b(?:outsideRequest|readOutside)\(|from 'openid-client'/, ports: [443] },
  { sign: /from 'nodemailer'/, ports: [465, 587] },
];

/** The ports that the sources of an app reach on the internet. */
function outgoingPorts(app: string): Set<number> {
  const sources = sourceFiles(`apps/${app}/src`).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
  const texts = sources.map((file) => readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8'));
  return new Set(CLIENTS.flatMap(({ sign, ports }) => (texts.some((text) => sign.test(text)) ? ports : [])));
}

/** Apps with outgoing clients, read from their sources: a new client is not forgotten. */
const OUTGOING = ['gateway', 'chat', 'media', 'catalog', 'booking', 'community'].map((app) => ({
  app,
  ports: [...outgoingPorts(app)],
}));

export const outgoingRules: Rule[] = [
  {
    name: 'outgoing clients of a service may leave',
    findings: (manifests) => {
      const leaving = allowances(manifests, 'Egress').filter(({ peers }) =>
        peers.some(({ ipBlock }) => ipBlock?.cidr === '0.0.0.0/0'),
      );
      const may = (app: string, port: number) =>
        leaving.some(({ of, ports }) => ports.includes(port) && of.some(({ name }) => name === app));
      return OUTGOING.flatMap(({ app, ports }) =>
        ports.flatMap((port) => (may(app, port) ? [] : [`${app} calls servers at ${port}, and no policy lets it out`])),
      );
    },
  },
];
