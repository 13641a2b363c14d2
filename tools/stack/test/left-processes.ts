import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Processes whose arguments, environment or working folder name this folder. */
export function processesIn(folder: string): { pid: number; command: string }[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    const command = read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    const facts = [
      command,
      read(() => readFileSync(`/proc/${pid}/environ`, 'utf8')),
      read(() => readlinkSync(`/proc/${pid}/cwd`)),
    ];
    return command !== '' && facts.some((fact) => fact.includes(folder)) ? [{ pid, command }] : [];
  });
}

function read(source: () => string): string {
  try {
    return source();
  } catch {
    return ''; // ended, or of another user
  }
}
