import { LRUCache } from 'lru-cache';

type Defined = NonNullable<unknown>;

/**
 * A map with a maximum number of entries; the least recently used one is removed first. `get` and `set` count as use,
 * `has` and `peek` do not.
 *
 * The maximum is counted by size, because lru-cache allocates everything in advance for `max`: 2 ms for 20,000 entries,
 * in each of the thousands of replicas that a simulation makes.
 */
export class BoundedCache<Key extends Defined, Value extends Defined> extends LRUCache<Key, Value> {
  /** @param onRemove called for each entry that is evicted, replaced or deleted */
  constructor(maxEntries: number, onRemove?: (value: Value, key: Key) => void) {
    super({
      maxSize: maxEntries,
      sizeCalculation: () => 1,
      ...(onRemove && { dispose: (value, key) => onRemove(value, key) }),
    });
  }
}
