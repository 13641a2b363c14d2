import { freePort } from '@veza/testing';

/** Ports that nobody listens on at this moment, each given once. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}
