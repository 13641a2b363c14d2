import { randomInt } from 'node:crypto';
import { portIsFree } from '@veza/testing';

/** Below what the kernel gives to outgoing connections, any of which could otherwise sit on a port before its service does. */
const [LOWEST, HIGHEST] = [18_000, 32_000];

/** Ports that nobody listens on at this moment, each given once. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await portIsFree(port)) ports.add(port);
  }
  return [...ports];
}
