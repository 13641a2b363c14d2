import type { FastifyRequest } from 'fastify';

/**
 * A cookie of the gateway that no script reads. Behind https it is Secure, and its name begins with `__Host-`: no other host
 * of the domain can set it. Otherwise its name has the port: browsers share the cookies of a host among its ports, and a
 * machine may run several development systems.
 */
export class GatewayCookie {
  private readonly name: string;
  private readonly attributes: string;

  constructor(
    publicUrl: string,
    name: string,
    private readonly terms: { sameSite: 'Strict' | 'Lax'; seconds: number },
  ) {
    const { protocol, port } = new URL(publicUrl);
    const isSecure = protocol === 'https:';
    this.name = isSecure ? `__Host-${name}` : `${name}-${port || 80}`;
    this.attributes = `Path=/; HttpOnly; SameSite=${terms.sameSite}${isSecure ? '; Secure' : ''}`;
  }

  read({ headers }: FastifyRequest): string | undefined {
    const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
    return pairs.find((pair) => pair.startsWith(`${this.name}=`))?.slice(this.name.length + 1);
  }

  /** The value of `Set-Cookie` that keeps a text. */
  keeping(text: string): string {
    return `${this.name}=${text}; Max-Age=${this.terms.seconds}; ${this.attributes}`;
  }

  /** The value of `Set-Cookie` that removes it. */
  get cleared(): string {
    return `${this.name}=; Max-Age=0; ${this.attributes}`;
  }
}
