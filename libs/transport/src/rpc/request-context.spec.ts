import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { SYSTEM } from '@veza/contracts';
import { requestContext } from './request-context.js';

const context = (requestId: string) => ({ requestId, caller: SYSTEM });
const idNow = () => requestContext.get()?.requestId;

/** Work that says whose it is after a turn, and a way to let it end. */
function lasting(requestId: string): { said: Promise<string | undefined>; end: () => void } {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return {
    said: requestContext.run(context(requestId), async () => {
      await ended;
      await turn();
      return idNow();
    }),
    end,
  };
}

describe('the context of a request', () => {
  it('goes with its work, into promises, and not beyond it', async () => {
    const seen = await requestContext.run(context('r-1'), async () => {
      const first = idNow();
      await turn();
      return [first, idNow()];
    });
    expect(seen).toEqual(['r-1', 'r-1']);
    expect(idNow()).toBeUndefined();
  });

  it('hands an error on, also one that is thrown at once', async () => {
    const fail = () => {
      throw new Error('no');
    };
    expect(() => requestContext.run(context('r-1'), fail)).toThrow('no');
    await expect(requestContext.run(context('r-1'), async () => fail())).rejects.toThrow('no');
  });

  it('stays with one request when another is over, once it is released when idle', async () => {
    requestContext.releaseWhenIdle();
    const long = lasting('long');
    await expect(requestContext.run(context('short'), async () => idNow())).resolves.toBe('short');
    long.end();
    await expect(long.said).resolves.toBe('long');
  });

  it('is followed no further when the last request is over, and again with the next', async () => {
    requestContext.releaseWhenIdle();
    const left = { said: Promise.resolve<string | undefined>('nothing yet') };
    await requestContext.run(context('r-1'), async () => {
      left.said = turn().then(idNow);
    });
    await expect(left.said).resolves.toBeUndefined();
    await expect(requestContext.run(context('r-2'), async () => turn().then(idNow))).resolves.toBe('r-2');
  });
});
