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
  if (isIP(address) === 4) return address.split('.').slice(0, 3).join('.');
  // `::` stands for as many groups of zeros as are missing, which may be part of the network or of the host.
  const [front = [], back = []] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const groups = [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back];
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}
