/**
 * Equal reads that wait for a connection, as one. A read never joins one that was sent to Postgres, so it sees everything
 * that was committed before it was requested. If the read fails, all who wait for it fail.
 */
export class JoinedReads<Result> {
  private readonly waiting = new Map<string, Promise<Result>>();

  /** `run` calls `sent` just before its statement leaves. Equal keys have equal results, which no caller changes. */
  read(key: string, run: (sent: () => void) => Promise<Result>): Promise<Result> {
    const joined = this.waiting.get(key);
    if (joined) return joined;
    const sent = (): void => {
      if (this.waiting.get(key) === read) this.waiting.delete(key);
    };
    const read = run(sent).finally(sent);
    this.waiting.set(key, read);
    return read;
  }
}
