import { pipeline } from 'node:stream/promises';
import type { AppLogger } from '@veza/platform';
import type { FastifyReply } from 'fastify';
import { exchangeOf } from './exchange.js';

const LONGEST_MS = 600_000;

export interface StreamedFile {
  readonly filename: string;
  readonly type: string;
  readonly source: NodeJS.ReadableStream;
  /** Aborted when the file ends, and by a failure of the source that the stream does not report. */
  readonly end: AbortController;
  readonly idleMs: number;
}

/**
 * Sends a file that is made while it is sent; the client sets the pace. A failure ends the connection, so the file is
 * recognisably cut. It ends after ten minutes, and when the client reads nothing for `idleMs`.
 */
export async function sendFile(
  reply: FastifyReply,
  { filename, type, source, end, idleMs }: StreamedFile,
  logger: AppLogger,
): Promise<void> {
  const { requestId, limit } = exchangeOf(reply.request);
  reply.hijack();
  const headers = {
    ...reply.getHeaders(),
    ...limit,
    'x-request-id': requestId,
    'content-type': type,
    'content-disposition': `attachment; filename="${filename}"`,
    'cache-control': 'no-store',
  };
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) reply.raw.setHeader(name, value);
  reply.raw.setTimeout(idleMs, () => reply.raw.destroy());
  const limitOfTime = setTimeout(() => end.abort(new Error('The file took too long')), LONGEST_MS);
  try {
    await pipeline(source, reply.raw, { signal: end.signal });
  } catch (cause) {
    logger.warn('A file was cut', { filename, cause });
  } finally {
    clearTimeout(limitOfTime);
    end.abort();
  }
}
