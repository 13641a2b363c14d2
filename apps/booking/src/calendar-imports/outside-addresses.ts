import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@veza/platform';
import ipaddr from 'ipaddr.js';
import type { BookingConfig } from '../config.js';
import { ImportFailure } from './import-failure.js';

/**
 * Which addresses are read. A member of a cabinet chooses them, so they must not reach the network of the platform: only https on its
 * own port, without a user name, and only hosts all of whose addresses are public.
 */
@Injectable()
export class OutsideAddresses {
  private readonly testOrigins: ReadonlySet<string>;

  constructor(@Inject(CONFIG) config: BookingConfig) {
    this.testOrigins = new Set(config.CALENDAR_IMPORT_TEST_ORIGINS);
  }

  /** Why an address is not read, for the person who enters it. */
  refusalOf(url: URL): string | undefined {
    if (url.username !== '' || url.password !== '') return 'must not contain a user name';
    if (this.testOrigins.has(url.origin)) return undefined;
    if (url.protocol !== 'https:') return 'must be an https address';
    return url.port === '' ? undefined : 'must not contain a port';
  }

  /**
   * The address to which the connection is made: the name is looked up once, so it cannot name another address after the check.
   * IPv4 first, which every network has.
   */
  async resolve(url: URL): Promise<string> {
    if (this.refusalOf(url) !== undefined) throw new ImportFailure('refused_address');
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const found = isIP(host) ? [host] : await addressesOf(host);
    if (!this.testOrigins.has(url.origin) && !found.every(isPublic)) throw new ImportFailure('refused_address');
    const address = found.find((each) => isIP(each) === 4) ?? found[0];
    if (address === undefined) throw new ImportFailure('unreachable');
    return address;
  }
}

async function addressesOf(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (cause) {
    throw new ImportFailure('unreachable', { cause });
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
