import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { freePort, startProcess, type TestProcess } from '@veza/testing';

const built = (entry: string) => fileURLToPath(new URL(`../dist/${entry}.js`, import.meta.url));

/** Starts one of the two entries as a process, and waits until it is ready. */
export async function startEntry(entry: 'main' | 'worker', env: Record<string, string>): Promise<TestProcess> {
  const opsPort = await freePort();
  const running = startProcess(built(entry), { ...env, OPS_PORT: String(opsPort) });
  await running.ready(`http://127.0.0.1:${opsPort}/readyz`, { ms: 60_000 });
  return running;
}

/** Peak memory of a process since `forgetPeak` in MiB, as the kernel counts it. Linux only. */
export async function peakMiB({ pid }: TestProcess): Promise<number> {
  const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kib) / 1024);
}

export const forgetPeak = ({ pid }: TestProcess): Promise<void> => writeFile(`/proc/${pid}/clear_refs`, '5');

/** The running children of a process. Linux only. */
export async function childrenOf({ pid }: TestProcess): Promise<number[]> {
  const list = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return list.split(' ').filter(Boolean).map(Number);
}
