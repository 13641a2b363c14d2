import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A cable between the services and a server that can be cut as cables are: nothing comes through any more, and nobody is
 * told. New connections are taken and stay silent too.
 */
export class Cable {
  private readonly ends = new Set<Socket>();
  private cut = false;
  private readonly server: Server;

  private constructor(private readonly port: number) {
    this.server = createServer((near) => this.join(near));
  }

  static async to(port: number): Promise<Cable> {
    const cable = new Cable(port);
    await new Promise<void>((resolve) => cable.server.listen(0, '127.0.0.1', resolve));
    return cable;
  }

  /** The URL of that server, by way of this cable. */
  through(url: string): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('The cable is not laid');
    return Object.assign(new URL(url), { port: String(address.port) }).href;
  }

  sever(): void {
    this.cut = true;
    for (const end of this.ends) end.pause();
  }

  /** What was connected breaks, as it does after a long silence; what connects anew comes through. */
  mend(): void {
    this.cut = false;
    for (const end of this.ends) end.destroy();
  }

  async remove(): Promise<void> {
    this.mend();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: Socket): void {
    const far = connect(this.port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.ends.add(from);
      from.on('data', (chunk) => to.write(chunk));
      from.on('error', () => undefined);
      from.on('close', () => {
        this.ends.delete(from);
        to.destroy();
      });
      if (this.cut) from.pause();
    }
  }
}
