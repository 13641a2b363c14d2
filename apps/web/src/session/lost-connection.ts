/** A request had no response. `fetch` throws a TypeError then, as any mistake of the client does: only this one is offline. */
export class LostConnection extends TypeError {}

/** Marks what `fetch` rejects with, where it is called. Its name stays: the SDK repeats such requests by it. */
export function asLostConnection(error: unknown): never {
  throw error instanceof TypeError ? new LostConnection(error.message, { cause: error }) : error;
}
