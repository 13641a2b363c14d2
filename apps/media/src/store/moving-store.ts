import { type AddressTerms, type ListedObject, ObjectStore, type OpenObject } from './object-store.js';

/**
 * The store while it is moved: writes go to the new one, reads of what is not there yet to the old one.
 *
 * An object is removed from the old store first. A mover that has copied it meanwhile then sees that it is gone, or the
 * removal from the new store comes after the copy.
 */
export class MovingStore extends ObjectStore {
  constructor(
    readonly target: ObjectStore,
    readonly origin: ObjectStore,
  ) {
    super();
  }

  write(key: string, source: AsyncIterable<Uint8Array>): Promise<number> {
    return this.target.write(key, source);
  }

  adopt(key: string, path: string): Promise<void> {
    return this.target.adopt(key, path);
  }

  /** An object that is moved between the two looks is found by the third. */
  async open(key: string): Promise<OpenObject | undefined> {
    return (await this.target.open(key)) ?? (await this.origin.open(key)) ?? this.target.open(key);
  }

  async has(key: string): Promise<boolean> {
    return (await this.target.has(key)) || (await this.origin.has(key)) || this.target.has(key);
  }

  async *list(): AsyncGenerator<ListedObject> {
    for await (const object of this.origin.list()) if (!(await this.target.has(object.key))) yield object;
    yield* this.target.list();
  }

  async address(key: string, terms: AddressTerms): Promise<string | undefined> {
    return (await this.target.address(key, terms)) ?? this.origin.address(key, terms);
  }

  async locate(key: string): Promise<string | undefined> {
    return (await this.target.locate(key)) ?? this.origin.locate(key);
  }

  async materialize(key: string, path: string): Promise<boolean> {
    return (
      (await this.target.materialize(key, path)) ||
      (await this.origin.materialize(key, path)) ||
      this.target.materialize(key, path)
    );
  }

  async remove(id: string): Promise<void> {
    await this.origin.remove(id);
    await this.target.remove(id);
  }

  freeBytes(): Promise<number> {
    return this.target.freeBytes();
  }

  sizeBytes(): Promise<number> {
    return this.target.sizeBytes();
  }

  async removeLeftovers(ageMs: number): Promise<number> {
    return (await this.target.removeLeftovers(ageMs)) + (await this.origin.removeLeftovers(ageMs));
  }
}
