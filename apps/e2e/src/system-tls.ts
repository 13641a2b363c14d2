import { freePort, type RunningServer, TestAuthority } from '@veza/testing';

const HOST = '127.0.0.1';

/**
 * TLS on the lines of a system: to Postgres, to Redis, and between services with certificates of both ends. The first chat
 * stays plain, because tests connect to it themselves.
 */
export class SystemTls {
  private readonly variables = new Map<string, Record<string, string>>();

  private constructor(
    private readonly authority: TestAuthority,
    private readonly port: number,
    /** Of Redis, which keeps its plain port for the tests themselves. */
    readonly redisSettings: Record<string, string>,
  ) {}

  static async create(): Promise<SystemTls> {
    const authority = await TestAuthority.create();
    const port = await freePort();
    const made = new SystemTls(authority, port, await authority.redisSettings(port, [HOST]));
    for (const [name, its] of [
      ['gateway', {}],
      ['catalog', {}],
      ['chat 2', { TLS_CLIENTS: 'gateway' }],
      ['media', { TLS_CLIENTS: 'gateway,catalog' }],
    ] as const) {
      const { cert, key } = await authority.issue([name.replace(' ', '-'), HOST]);
      made.variables.set(name, { TLS_CERT: cert, TLS_KEY: key, TLS_CA: authority.ca, ...its });
    }
    return made;
  }

  secure(postgres: RunningServer): Promise<void> {
    return this.authority.secure(postgres, [HOST]);
  }

  /** Variables of a process in place of its plain ones. */
  of(name: string, plain: Record<string, string>): Record<string, string> {
    const secured = Object.entries(plain).map(([variable, value]) => {
      if (variable === 'REDIS_URL') return [variable, this.redisUrl(value)];
      return [variable, ['CHAT_URL', 'MEDIA_URL'].includes(variable) ? value.replace('http:', 'https:') : value];
    });
    const own = this.variables.get(name.startsWith('catalog') ? 'catalog' : name);
    return { ...Object.fromEntries(secured), ...own, DATABASE_CA: this.authority.ca, REDIS_CA: this.authority.ca };
  }

  end(): void {
    this.authority.remove();
  }

  private redisUrl(plain: string): string {
    const url = new URL(plain.replace('redis:', 'rediss:'));
    url.port = String(this.port);
    return url.href;
  }
}
