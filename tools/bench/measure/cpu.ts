import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts a process' time in hundredths of a second. */
const TICK_MICROS = 10_000;

/** CPU time of a process in microseconds; throws where /proc is not available. */
export function cpuMicros(pid: number): number {
  const fields = fieldsOf(pid);
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROS;
}

/** The same for the children that a process has waited for, with theirs. */
export function endedChildrenCpuMicros(pid: number): number {
  const fields = fieldsOf(pid);
  return (Number(fields[13]) + Number(fields[14])) * TICK_MICROS;
}

/** The same for a process, its children, and the children that it has waited for: Postgres with its backends. */
export function familyCpuMicros(pid: number): number {
  const gone = endedChildrenCpuMicros(pid);
  const children = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && parentOf(Number(entry)) === pid);
  return cpuMicros(pid) + gone + children.reduce((sum, child) => sum + (attempt(() => cpuMicros(Number(child))) ?? 0), 0);
}

/** The fields after the process name, which may contain any character. */
const fieldsOf = (pid: number): string[] => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(') ') + 2).split(' ');
};

const parentOf = (pid: number): number | undefined => attempt(() => Number(fieldsOf(pid)[1]));

/** A process may exit between two reads. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
