import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { SYSTEM } from '@veza/contracts';
import { requestContext } from './request-context.js';

const context = (requestId: string) => ({ requestId, caller: SYSTEM });
const idNow = () => requestContext.get()?.requestId;

/** Work that returns the request id of its context after a turn of the event loop; `end` lets it finish. */
function lasting(requestId: string): { requestId: Promise<string | undefined>; end: () => void } {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return {
    requestId: requestContext.run(context(requestId), async () => {
      await ended;
      await turn();
      return idNow();
    }),
    end,
  };
}

describe('the request context', () => {
  it('is available to the work and its promises, and not after them', async () => {
    const seen = await requestContext.run(context('r-1'), async () => {
      const first = idNow();
      await turn();
      return [first, idNow()];
    });
    expect(seen).toEqual(['r-1', 'r-1']);
    expect(idNow()).toBeUndefined();
  });

  it('passes an error on, also one that is thrown synchronously', async () => {
    const fail = () => {
      throw new Error('no');
    };
    expect(() => requestContext.run(context('r-1'), fail)).toThrow('no');
    await expect(requestContext.run(context('r-1'), async () => fail())).rejects.toThrow('no');
  });

  it('stays available to a running request when another one ends', async () => {
    const long = lasting('long');
    await expect(requestContext.run(context('short'), async () => idNow())).resolves.toBe('short');
    long.end();
    await expect(long.requestId).resolves.toBe('long');
  });
});
