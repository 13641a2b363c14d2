/** Tasks with the same key run one after the other, in the order of their calls; others are independent. */
export class Sequences {
  /** The end of the last task by key. */
  private readonly tails = new Map<string, Promise<void>>();

  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const result = (this.tails.get(key) ?? Promise.resolve()).then(task);
    const tail = result.then(
      () => undefined,
      () => undefined,
    );
    this.tails.set(key, tail);
    try {
      return await result;
    } finally {
      if (this.tails.get(key) === tail) this.tails.delete(key);
    }
  }

  /** Keys with a task that has not ended. */
  get size(): number {
    return this.tails.size;
  }
}
