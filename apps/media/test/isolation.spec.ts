import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CpuBudget } from '../src/transcode/cpu-budget.js';
import { ProgramFailed, runProgram } from '../src/transcode/run-program.js';
import { namespaces } from './namespaces.js';

// A machine whose kernel refuses namespaces has nothing to test; the worker says so in its log.
const inNamespaces = namespaces ? test : test.skip;

let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const bash = (script: string, isolated: boolean, budget = new CpuBudget(10)) =>
  runProgram({
    command: 'bash',
    args: ['-c', script],
    cwd: tmpdir(),
    env: { PATH: process.env.PATH ?? '' },
    isolated,
    timeoutMs: 20_000,
    budget: budget,
    mostFileBytes: 1_000,
    signal: new AbortController().signal,
  });

inNamespaces('a program reaches no server, not even on this machine', async () => {
  const connect = `exec 3<>/dev/tcp/127.0.0.1/${port}`;
  await bash(connect, false);
  await expect(bash(connect, true)).rejects.toThrow(ProgramFailed);
});

inNamespaces('a program does not read the environment of its worker, which has its secrets', async () => {
  const read = `tr -d '\\0' < /proc/${process.pid}/environ > /dev/null`;
  await bash(read, false);
  await expect(bash(read, true)).rejects.toThrow(ProgramFailed);
});

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('programs that run together end when their CPU time is used up together', async () => {
  const budget = new CpuBudget(1);
  const busy = () => bash('while :; do :; done', false, budget);
  const ends = await Promise.allSettled([busy(), busy()]);
  expect(ends).toMatchObject([{ reason: { reason: 'timeout' } }, { reason: { reason: 'timeout' } }]);
  expect(budget.left).toBe(1);
  await expect(bash('exit 0', false, budget)).rejects.toMatchObject({ reason: 'timeout' });
});
