import { ANONYMOUS, DeclaredError } from '@veza/contracts';
import type { AppLogger } from '@veza/platform';
import { requestContext } from '@veza/transport';

interface Terms {
  readonly requestId: string;
  readonly timeMs: number;
  readonly logger: AppLogger;
}

/** What a stranger may read; undefined for what is private or missing, and when it is not known in time. */
export async function inTime<T>(read: () => Promise<T>, { requestId, timeMs, logger }: Terms): Promise<T | undefined> {
  const context = { requestId, caller: ANONYMOUS, deadlineAt: performance.now() + timeMs };
  const work = requestContext.run(context, read).catch((cause: unknown) => {
    if (!(cause instanceof DeclaredError)) logger.warn('A page is sent without what it shows', { requestId, cause });
    return undefined;
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, timeMs, undefined)));
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
