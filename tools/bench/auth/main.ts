import { parseArgs } from 'node:util';
import { freePort } from '@veza/servers';
import { Child } from '../measure/child-process.js';
import { cpuMicros, familyCpuMicros } from '../measure/cpu.js';
import type { Measured, AuthOrder, AuthReport } from './orders.js';
import { POCKETBASE, print, type AuthSample } from './print.js';
import { ACCOUNT, AuthStage } from './stage.js';
import { storm, type Storm } from './storm.js';

/** The number of PocketBase's harder scenario. */
const MOST_LANES = 1_000;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, ms: { type: 'string', default: '2000' } } });
const [rounds, ms] = [Number(values.rounds), Number(values.ms)];

const stage = await AuthStage.open();
const child = (): Child<AuthOrder, AuthReport> => new Child(new URL('child.js', import.meta.url));
const [caller, other, server] = [child(), child(), child()];
const port = await freePort();
const storms: Storm[] = [];
const samples = new Map<string, AuthSample[]>();
let signatures = { node: 0, jose: 0, mac: 0 };

async function sample(name: string, order: AuthOrder, serverPid: number): Promise<Measured> {
  const spent = () => [cpuMicros(caller.pid), cpuMicros(serverPid), familyCpuMicros(stage.postgres.pid)] as const;
  const before = spent();
  const measured = await caller.run(order, 'measured');
  const after = spent();
  const each = (n: 0 | 1 | 2): number => (after[n] - before[n]) / measured.count;
  const cpu = { caller: each(0), server: each(1), postgres: each(2) };
  samples.set(name, [...(samples.get(name) ?? []), { ...measured, cpu }]);
  return measured;
}

const refresh = { kind: 'refresh', url: stage.url, path: '/api/v1/refresh', ms } as const;

try {
  const { email, password } = ACCOUNT;
  const { tokens: opened } = await other.run({ kind: 'sign in', url: stage.url, email, password, lanes: 1, ms: 0 }, 'signed in');
  const token = opened[0]?.accessToken ?? '';
  for (let round = 1; round <= rounds; round++) {
    process.stderr.write(`storm ${round} of ${rounds}\n`);
    storms.push(await storm(stage, caller, other, token));
  }
  let tokens = storms.flatMap(({ entered }) => entered.map(({ refreshToken }) => refreshToken)).slice(0, MOST_LANES);
  await server.run({ kind: 'serve', port }, 'serving');
  signatures = await other.run({ kind: 'signatures' }, 'signatures');
  for (let round = 0; round <= rounds; round++) {
    process.stderr.write(round === 0 ? 'warming up\n' : `round ${round} of ${rounds}\n`);
    for (const lanes of [POCKETBASE.lanes, tokens.length]) {
      const held = tokens.slice(0, lanes);
      const chain = await sample(`chain ${lanes}`, { ...refresh, tokens: held, presents: 'newest' }, stage.gatewayPid);
      tokens = [...chain.tokens, ...tokens.slice(lanes)];
      const one = Array<string>(lanes).fill(tokens[0] ?? '');
      await sample(`again ${lanes}`, { ...refresh, tokens: one, presents: 'first' }, stage.gatewayPid);
    }
    const lanes = POCKETBASE.lanes;
    await sample('sql', { kind: 'sql', databaseUrl: stage.databaseUrl, lanes, ms }, caller.pid);
    const empty = { ...refresh, url: `http://127.0.0.1:${port}`, path: '/refresh', tokens: Array<string>(lanes).fill('x') };
    await sample('fastify', { ...empty, presents: 'first' }, server.pid);
    if (round === 0) samples.clear();
  }
  if (!print({ storms, samples, signatures })) process.exitCode = 1;
} finally {
  for (const each of [caller, other, server]) each.end();
  await stage.close();
}
