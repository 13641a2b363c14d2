import { parseJson } from '@veza/contracts';
import type { AppLogger } from '@veza/platform';
import { type RawData, WebSocket } from 'ws';
import { z } from 'zod';
import type { OpenObject } from '../store/object-store.js';

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
 * One listener of one file. It gets `stream_info`, then chunks on request, and `stream_end` after the last one; a seek
 * continues elsewhere, also after the end. At most one chunk is in memory, however many are requested.
 */
export class StreamSocket {
  private at = 0;
  private requested = 0;
  private sending = false;
  private seeks = 0;
  private alive = true;

  constructor(
    private readonly client: WebSocket,
    private readonly sound: OpenObject,
    private readonly track: { trackId: number; seconds: number },
    private readonly sent: (bytes: number) => void,
    private readonly logger: AppLogger,
  ) {}

  begin(): void {
    const { trackId, seconds } = this.track;
    const pinging = setInterval(() => this.ping(), PING_MS);
    this.client.on('message', (data, binary) => this.receive(data, binary));
    this.client.on('pong', () => (this.alive = true));
    this.client.on('error', () => this.client.terminate());
    this.client.once('close', () => {
      clearInterval(pinging);
      if (!this.sending) void this.sound.close();
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
    if (frame.data.type === 'seek') this.seek(frame.data.data.seconds);
    else {
      this.requested = Math.min(MOST_REQUESTED, this.requested + frame.data.data.chunks);
      void this.send();
    }
  }

  /** Moves to the byte offset at the same share as the time, and drops the chunks requested before. */
  private seek(seconds: number): void {
    const share = this.track.seconds > 0 ? Math.min(1, seconds / this.track.seconds) : 0;
    this.at = Math.floor(share * this.sound.size);
    this.requested = 0;
    this.seeks += 1;
    this.sendFrame('seeked', { seconds, offset: this.at });
  }

  private async send(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    try {
      while (this.requested > 0 && this.at < this.sound.size && this.client.readyState === WebSocket.OPEN) {
        const { seeks } = this;
        const end = Math.min(this.at + CHUNK_BYTES, this.sound.size) - 1;
        for await (const chunk of this.sound.chunks(this.at, end)) await this.write(chunk);
        if (seeks !== this.seeks) continue; // a seek came meanwhile
        this.requested -= 1;
        this.at = end + 1;
      }
      if (this.at >= this.sound.size && this.client.readyState === WebSocket.OPEN) {
        this.requested = 0;
        this.sendFrame('stream_end', {});
      }
    } catch (cause) {
      this.logger.warn('A stream failed', { cause });
      this.client.close(1011);
    } finally {
      this.sending = false;
      if (this.client.readyState === WebSocket.CLOSED) await this.sound.close();
    }
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
