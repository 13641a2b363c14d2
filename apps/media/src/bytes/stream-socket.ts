import { parseJson } from '@veza/contracts';
import type { AppLogger } from '@veza/platform';
import { type RawData, WebSocket } from 'ws';
import { z } from 'zod';
import type { OpenObject } from '../store/object-store.js';
import { inChunks, type SoundFrom } from './seek-sound.js';

const CHUNK_BYTES = 64 * 1024;
/** More than the chunks of the longest track. */
const MOST_REQUESTED = 100_000;
/** A player with a full buffer is silent for long; one without a pong is dead. */
const PING_MS = 30_000;

const ClientFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('pull'), data: z.object({ chunks: z.int().min(1).max(MOST_REQUESTED) }) }),
  z.object({ type: z.literal('seek'), data: z.object({ seconds: z.number().min(0).max(1e6) }) }),
]);

/**
 * One listener of one file. It gets `stream_info`, then chunks on request, and `stream_end` after the last one. After a
 * seek, also after the end, the stream begins anew at that second, with a header of its own, so that a decoder can start
 * there. Few chunks are in memory, however many are requested.
 */
export class StreamSocket {
  private chunks: AsyncIterator<Buffer>;
  /** Read ahead: whether a chunk is the last one is known with the next. */
  private ahead?: Promise<IteratorResult<Buffer>>;
  /** The second of a seek that is not done yet; of several the last one counts. */
  private wanted?: number;
  private requested = 0;
  private sending = false;
  private alive = true;

  constructor(
    private readonly client: WebSocket,
    private readonly sound: OpenObject,
    private readonly track: { trackId: number; seconds: number },
    private readonly soundFrom: (seconds: number) => Promise<SoundFrom | undefined>,
    private readonly sent: (bytes: number) => void,
    private readonly logger: AppLogger,
  ) {
    this.chunks = inChunks(sound.chunks(0, sound.size - 1), CHUNK_BYTES);
  }

  begin(): void {
    const { trackId, seconds } = this.track;
    const pinging = setInterval(() => this.ping(), PING_MS);
    this.client.on('message', (data, binary) => this.receive(data, binary));
    this.client.on('pong', () => (this.alive = true));
    this.client.on('error', () => this.client.terminate());
    this.client.once('close', () => {
      clearInterval(pinging);
      if (!this.sending) void this.end();
    });
    this.sendFrame('stream_info', {
      track_id: trackId,
      mime_type: 'audio/mp4',
      size: this.sound.size,
      duration_seconds: seconds,
      chunk_size: CHUNK_BYTES,
    });
  }

  /** At shutdown; the client reconnects to another replica. */
  close(): void {
    this.client.close(1001);
  }

  private ping(): void {
    if (!this.alive) return this.client.terminate();
    this.alive = false;
    this.client.ping();
  }

  private receive(data: RawData, binary: boolean): void {
    const frame = ClientFrame.safeParse(binary ? undefined : parseJson(String(data)));
    if (!frame.success)
      return this.sendFrame('error', {
        code: 'VALIDATION_FAILED',
        message: 'The frame must be pull with chunks or seek with seconds',
      });
    if (frame.data.type === 'seek') {
      this.wanted = frame.data.data.seconds;
      this.requested = 0; // chunks of the place before
    } else this.requested = Math.min(MOST_REQUESTED, this.requested + frame.data.data.chunks);
    void this.work();
  }

  private async work(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    try {
      while (this.client.readyState === WebSocket.OPEN && (this.wanted !== undefined || this.requested > 0))
        await (this.wanted === undefined ? this.sendNext() : this.seek(this.wanted));
    } catch (cause) {
      this.logger.warn('A stream failed', { cause });
      this.client.close(1011);
    } finally {
      this.sending = false;
      if (this.client.readyState === WebSocket.CLOSED) await this.end();
    }
  }

  private async seek(seconds: number): Promise<void> {
    this.wanted = undefined;
    const found = await this.soundFrom(seconds);
    if (!found) throw new Error('the rendition is gone');
    await this.leave();
    this.chunks = inChunks(found.chunks, CHUNK_BYTES);
    this.sendFrame('seeked', { seconds: Math.round(found.seconds * 1_000) / 1_000 });
  }

  private async sendNext(): Promise<void> {
    const next = await (this.ahead ?? this.chunks.next());
    if (this.wanted !== undefined) return; // a seek came meanwhile
    this.ahead = undefined;
    if (!next.done) {
      this.requested -= 1;
      await this.write(next.value);
      this.ahead = this.chunks.next();
    }
    const { done = false } = next.done ? next : await (this.ahead ?? this.chunks.next());
    if (!done || this.wanted !== undefined) return;
    this.requested = 0;
    if (this.client.readyState === WebSocket.OPEN) this.sendFrame('stream_end', {});
  }

  /** Of the present place: closes its file. */
  private async leave(): Promise<void> {
    await this.ahead?.catch(() => undefined);
    this.ahead = undefined;
    await this.chunks.return?.();
  }

  private async end(): Promise<void> {
    await this.leave();
    await this.sound.close();
  }

  /** Resolves when the chunk is written, or the socket closed: a slow listener sets the pace. */
  private write(chunk: Buffer): Promise<void> {
    return new Promise((resolve) => {
      this.client.send(chunk, (error) => {
        if (!error) this.sent(chunk.length);
        resolve();
      });
    });
  }

  private sendFrame(type: string, data: object): void {
    this.client.send(JSON.stringify({ type, data }));
  }
}
