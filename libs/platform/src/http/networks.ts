import { isIP } from 'node:net';

/**
 * The subject of a limit per address: an IPv4 address, or the /64 network of an IPv6 address. A /64 is the smallest
 * network that a subscriber gets, so one client may use 2^64 addresses in turn.
 */
export function countedAddress(address: string): string {
  return isIP(address) === 6 ? networkOf(address) : address;
}

/** The network of an address, /24 or /64, in any spelling: limits whose subject is an account as well. */
export function networkOf(address: string): string {
  return isIP(address) === 4 ? address.split('.').slice(0, 3).join('.') : groupsOf(address, 4);
}

/** The /48 of an IPv6 address, which many providers give to each subscriber: 65,536 networks. Undefined for IPv4. */
export function siteOf(address: string): string | undefined {
  return isIP(address) === 6 ? `${groupsOf(address, 3)}::/48` : undefined;
}

function groupsOf(address: string, count: number): string {
  // `::` stands for as many groups of zeros as are missing, which may be part of the network or of the host.
  const [front = [], back = []] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const groups = [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back];
  return groups
    .slice(0, count)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}
