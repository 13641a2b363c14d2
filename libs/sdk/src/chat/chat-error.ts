import type { ErrorCode } from '../generated/schemas.js';

/**
 * The error code of the API, or of the client: `QUEUE_FULL` (too many unsent messages), `EXPIRED` (an unsent message is too
 * old to be repeated safely), `TIMED_OUT`, `ENDED` (closed or signed out).
 */
export type ChatErrorCode = ErrorCode | 'QUEUE_FULL' | 'EXPIRED' | 'TIMED_OUT' | 'ENDED';

/** A command that was refused, or could not be sent. */
export class ChatError extends Error {
  override readonly name = 'ChatError';

  constructor(
    readonly code: ChatErrorCode,
    message: string,
    /** Seconds after which the same command can succeed. */
    readonly retryAfter?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
