/** Typed events. A listener that throws stops neither the other ones nor the sender: its error is reported globally. */
export class Emitter<Events extends object> {
  private readonly listeners = new Map<keyof Events, Set<(event: never) => void>>();

  /** Calls `listener` with every event of this name. Returns the function that ends it. */
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void {
    const all = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, all.add(listener));
    return () => void all.delete(listener);
  }

  protected emit<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    // The set of a name holds its listeners only; the map cannot express that.
    const listeners = this.listeners.get(name) as Set<(event: Events[Name]) => void> | undefined;
    for (const listener of [...(listeners ?? [])])
      try {
        listener(event);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
  }
}
