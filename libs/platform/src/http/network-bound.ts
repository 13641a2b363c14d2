import { countedAddress } from './networks.js';

export interface NetworkBounds {
  /** Entries of all networks together. */
  readonly total: number;
  /** Entries of one IPv4 address or one IPv6 /64. */
  readonly perNetwork: number;
}

/**
 * Entries that no client should hold for long, such as connections without a complete request. Above a bound the oldest
 * entry is evicted, not the new one rejected: an honest client needs a round trip, so the oldest entry is the one of a
 * client that stays silent.
 */
export class NetworkBound<Entry> {
  /** The network of each entry; insertion order is age. */
  private readonly entries = new Map<Entry, string>();
  private readonly byNetwork = new Map<string, Set<Entry>>();

  constructor(
    private readonly bounds: NetworkBounds,
    private readonly evict: (entry: Entry) => void,
  ) {}

  get size(): number {
    return this.entries.size;
  }

  /** @param address of the client; undefined if it is that of a proxy, which bounds the entry by the total only */
  add(entry: Entry, address: string | undefined): void {
    const network = address === undefined ? '' : countedAddress(address);
    this.entries.set(entry, network);
    if (network !== '') {
      const neighbours = this.byNetwork.get(network) ?? new Set();
      this.byNetwork.set(network, neighbours.add(entry));
      if (neighbours.size > this.bounds.perNetwork) this.drop(neighbours);
    }
    if (this.entries.size > this.bounds.total) this.drop(this.entries.keys());
  }

  /** Idempotent. */
  delete(entry: Entry): void {
    const network = this.entries.get(entry);
    if (network === undefined) return;
    this.entries.delete(entry);
    const neighbours = this.byNetwork.get(network);
    neighbours?.delete(entry);
    if (neighbours?.size === 0) this.byNetwork.delete(network);
  }

  private drop([oldest]: Iterable<Entry>): void {
    if (oldest === undefined) return;
    this.delete(oldest);
    this.evict(oldest);
  }
}
