import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:net';
import { type TcpProxy, tcpProxy } from '@veza/testing';

/** From the change of a pod until the last node knows of it. */
const LATE_MS = 10_000;

/**
 * The Service of Kubernetes before the pods of a deployment, on one port for each of theirs: a new connection begins at the
 * next pod of those that it knows, and is not repeated at another one. It learns of each change up to ten seconds late.
 */
export class Endpoints {
  private pods: (readonly number[])[] = [];
  private turn = 0;
  private proxies: TcpProxy[] = [];
  private readonly changes = new Set<Promise<void>>();

  private constructor(private readonly random: () => number) {}

  /** @param ports on which it listens */
  static async open(ports: readonly number[], random: () => number): Promise<Endpoints> {
    const endpoints = new Endpoints(random);
    const proxyOf = (listen: number, at: number) =>
      tcpProxy({
        listen,
        dial: async () => connect(endpoints.next(at), '127.0.0.1'),
        pass: (client, pod) => {
          client.pipe(pod);
          pod.pipe(client);
        },
      });
    endpoints.proxies = await Promise.all(ports.map(proxyOf));
    return endpoints;
  }

  /** A pod became ready. */
  add(ports: readonly number[]): void {
    this.later(() => this.pods.push(ports));
  }

  /** A pod is about to end, or is not ready any more. */
  remove(ports: readonly number[]): void {
    this.later(() => (this.pods = this.pods.filter((each) => each !== ports)));
  }

  /** Resolves when it knows of every change. */
  async settled(): Promise<void> {
    await Promise.all(this.changes);
  }

  async stop(): Promise<void> {
    await this.settled();
    await Promise.all(this.proxies.map((proxy) => proxy.stop()));
  }

  private next(at: number): number {
    const pod = this.pods[(this.turn += 1) % this.pods.length];
    return pod?.[at] ?? 0;
  }

  private later(change: () => unknown): void {
    const known = sleep(this.random() * LATE_MS).then(() => {
      change();
      this.changes.delete(known);
    });
    this.changes.add(known);
  }
}
