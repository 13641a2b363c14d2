/**
 * The bytes of one request, to be stored in pieces of bounded size. A source that fails ends here: what arrived before is
 * stored, and `failure` is thrown afterwards.
 */
export class Pieces {
  failure?: unknown;
  private rest?: Buffer;
  private ended = false;
  private endWaiting?: (cause: unknown) => void;
  private readonly source: AsyncIterator<Buffer>;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  async hasMore(): Promise<boolean> {
    while (!this.ended && (this.rest === undefined || this.rest.length === 0)) await this.load();
    return this.rest !== undefined && this.rest.length > 0;
  }

  /** The next bytes, at most that many. */
  async *upTo(most: number): AsyncGenerator<Buffer> {
    for (let left = most; left > 0 && (await this.hasMore());) {
      const chunk = this.rest?.subarray(0, left) ?? Buffer.alloc(0);
      this.rest = this.rest?.subarray(chunk.length);
      left -= chunk.length;
      yield chunk;
    }
  }

  /** Ends the source from outside; its stream is not destroyed, so that what arrived is stored before the response. */
  stop(cause: unknown): void {
    this.failure ??= cause;
    this.ended = true;
    this.endWaiting?.(cause);
  }

  private async load(): Promise<void> {
    try {
      const next = await new Promise<IteratorResult<Buffer>>((resolve, reject) => {
        this.endWaiting = reject;
        this.source.next().then(resolve, reject);
      });
      this.ended = next.done === true;
      this.rest = next.done === true ? undefined : next.value;
    } catch (cause) {
      this.failure ??= cause;
      this.ended = true;
      this.rest = undefined;
    }
  }
}
