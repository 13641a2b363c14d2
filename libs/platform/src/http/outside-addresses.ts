import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A host elsewhere is not called, or cannot be. The cause is not logged: it may contain the address. */
export class OutsideFailure extends Error {
  constructor(
    readonly code: 'refused_address' | 'unreachable',
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

/**
 * Which addresses of users are called. They must not reach the network of the platform: only https on its own port, without
 * a user name, and only hosts all of whose addresses are public.
 */
export class OutsideAddresses {
  private readonly testOrigins: ReadonlySet<string>;

  /**
   * @param testOrigins called although they are not public
   * @param local whether this machine is called too, over http and at any port: for a platform that only this machine reaches
   */
  constructor(
    testOrigins: readonly string[],
    private readonly local = false,
  ) {
    this.testOrigins = new Set(testOrigins);
  }

  /** Why an address is not called, for the person who enters it. */
  refusalOf(url: URL): string | undefined {
    if (url.username !== '' || url.password !== '') return 'must not contain a user name';
    if (this.testOrigins.has(url.origin) || this.isOfThisMachine(url)) return undefined;
    if (url.protocol !== 'https:') return 'must be an https address';
    if (url.port !== '') return 'must not contain a port';
    return isPrivateHost(hostOf(url)) ? 'must be an address of the internet' : undefined;
  }

  /** Whether a test names this origin. */
  isOfTest(url: URL): boolean {
    return this.testOrigins.has(url.origin);
  }

  private isOfThisMachine(url: URL): boolean {
    const host = hostOf(url);
    return this.local && /^https?:$/.test(url.protocol) && (host === 'localhost' || isLoopback(host));
  }

  /**
   * The address to which the connection is made: the name is looked up once, so it cannot name another address after the check.
   * IPv4 first, which every network has.
   */
  async resolve(url: URL): Promise<string> {
    if (this.refusalOf(url) !== undefined) throw new OutsideFailure('refused_address');
    const host = hostOf(url);
    const found = isIP(host) ? [host] : await addressesOf(host);
    const mayCall = this.isOfThisMachine(url) ? isLoopback : isPublic;
    if (!this.testOrigins.has(url.origin) && !found.every(mayCall)) throw new OutsideFailure('refused_address');
    const address = found.find((each) => isIP(each) === 4) ?? found[0];
    if (address === undefined) throw new OutsideFailure('unreachable');
    return address;
  }
}

const isLoopback = (address: string) => ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';

/** Without the brackets of IPv6. */
const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '');

/** What no lookup is needed for: literal addresses, and names that only a local network has. */
const isPrivateHost = (host: string) =>
  isIP(host) ? !isPublic(host) : !host.replace(/\.$/, '').includes('.') || /\.(local|localhost|internal)\.?$/.test(host);

async function addressesOf(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (cause) {
    throw new OutsideFailure('unreachable', { cause });
  }
}

const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** Whether an address is one of the internet. IPv4 inside of IPv6 counts as IPv4; tunnels and translations do not count. */
export function isPublic(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6);
}
