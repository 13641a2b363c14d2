/** Follows redirects with the cookies of each origin, as a browser does. `PUBLIC` stands for the address of the gateway. */
export class BrowserOfTheTest {
  private readonly jars = new Map<string, Map<string, string>>();
  /** The addresses that it was sent to. */
  readonly visited: string[] = [];

  constructor(
    private readonly publicUrl: string,
    private readonly gateway: string,
  ) {}

  /** Until an address whose beginning is one of these, which is not opened. */
  async open(url: string, ...until: string[]): Promise<string> {
    let next = url;
    for (let hops = 0; hops < 12; hops += 1) {
      this.visited.push(next);
      if (hops > 0 && until.some((beginning) => next.startsWith(beginning))) return next;
      const response = await this.get(next);
      const location = response.headers.get('location');
      if (location === null) throw new Error(`${next} replied ${response.status} ${await response.text()}`);
      next = new URL(location, next).href;
    }
    throw new Error(`Too many redirects: ${this.visited.join(' ')}`);
  }

  /** One request, without following its redirect. */
  async get(url: string): Promise<Response> {
    const { origin } = new URL(url);
    const jar = this.jars.get(origin) ?? new Map<string, string>();
    this.jars.set(origin, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url.replace(this.publicUrl, this.gateway), {
      redirect: 'manual',
      headers: cookie === '' ? {} : { cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }
}
