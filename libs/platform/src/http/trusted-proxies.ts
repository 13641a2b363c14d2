import { BlockList, isIP } from 'node:net';

/**
 * The proxies whose X-Forwarded-For is trusted. Entries are addresses, networks (`10.0.0.0/8`), or the names `loopback`
 * and `private`. The client is the last address of the chain, read from the nearest hop, that no trusted proxy has.
 */
export class TrustedProxies {
  private readonly trusted = new BlockList();

  constructor(entries: readonly string[]) {
    for (const entry of entries.flatMap((each) => NAMED[each] ?? [each])) this.add(entry);
  }

  clientOf(peer: string | undefined, forwardedFor: string | string[] | undefined): string {
    let client = plain(peer ?? '');
    if (forwardedFor === undefined || !this.trusts(client)) return client;
    const hops = String(forwardedFor).split(',');
    for (let i = hops.length - 1; i >= 0; i--) {
      const hop = plain((hops[i] ?? '').trim());
      if (isIP(hop) === 0) return client;
      client = hop;
      if (!this.trusts(hop)) return client;
    }
    return client;
  }

  private trusts(address: string): boolean {
    const version = isIP(address);
    return version !== 0 && this.trusted.check(address, version === 6 ? 'ipv6' : 'ipv4');
  }

  private add(entry: string): void {
    const [address = '', bits] = entry.split('/');
    const version = isIP(address);
    if (version === 0) throw new Error(`TRUSTED_PROXIES: ${entry} is neither an address nor a network`);
    const family = version === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) this.trusted.addAddress(address, family);
    else this.trusted.addSubnet(address, Number(bits), family);
  }
}

const NAMED: Record<string, string[]> = {
  loopback: ['127.0.0.0/8', '::1'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/** `::ffff:10.0.0.1` is 10.0.0.1 on a dual-stack socket. */
const plain = (address: string) => (address.startsWith('::ffff:') ? address.slice(7) : address);
