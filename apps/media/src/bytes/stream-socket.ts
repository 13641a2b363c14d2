import { parseJson } from '@veza/contracts';
import type { AppLogger } from '@veza/platform';
import { type RawData, WebSocket } from 'ws';
import { z } from 'zod';
import type { OpenObject } from '../store/object-store.js';

const CHUNK_BYTES = 64 * 1024;
/** More than the chunks of the longest track; asking for more is no use to anybody. */
const MOST_WANTED = 100_000;
/** A player that buffered a lot is silent for long; one that does not even answer pings is gone. */
const PING_MS = 30_000;

const ClientFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('pull'), data: z.object({ chunks: z.int().min(1).max(MOST_WANTED) }) }),
  z.object({ type: z.literal('seek'), data: z.object({ seconds: z.number().min(0).max(1e6) }) }),
]);

/**
 * One listener of one file. It is told what there is, then gets chunks as it asks for them, and `stream_end` after the
 * last one; a seek goes on from there, also after the end. At most one chunk is in memory, whatever was asked for.
 */
export class StreamSocket {
  private at = 0;
  private wanted = 0;
  private sending = false;
  private seeks = 0;
  private alive = true;

  constructor(
    private readonly client: WebSocket,
    private readonly sound: OpenObject,
    private readonly track: { trackId: number; seconds: number },
    private readonly logger: AppLogger,
  ) {}

  begin(): void {
    const { trackId, seconds } = this.track;
    const pinging = setInterval(() => this.ping(), PING_MS);
    this.client.on('message', (data, binary) => this.hear(data, binary));
    this.client.on('pong', () => (this.alive = true));
    this.client.on('error', () => this.client.terminate());
    this.client.once('close', () => {
      clearInterval(pinging);
      if (!this.sending) void this.sound.close();
    });
    this.tell('stream_info', {
      track_id: trackId,
      mime_type: 'audio/mp4',
      size: this.sound.size,
      duration_seconds: seconds,
      chunk_size: CHUNK_BYTES,
    });
  }

  /** The server stops: the client finds another one. */
  goAway(): void {
    this.client.close(1001);
  }

  private ping(): void {
    if (!this.alive) return this.client.terminate();
    this.alive = false;
    this.client.ping();
  }

  private hear(data: RawData, binary: boolean): void {
    const frame = ClientFrame.safeParse(binary ? undefined : parseJson(String(data)));
    if (!frame.success)
      return this.tell('error', { code: 'VALIDATION_FAILED', message: 'Expected pull {chunks} or seek {seconds}' });
    if (frame.data.type === 'seek') this.seek(frame.data.data.seconds);
    else {
      this.wanted = Math.min(MOST_WANTED, this.wanted + frame.data.data.chunks);
      void this.send();
    }
  }

  /** A place in the bytes as far along as the place in time; what was asked for before is forgotten. */
  private seek(seconds: number): void {
    const share = this.track.seconds > 0 ? Math.min(1, seconds / this.track.seconds) : 0;
    this.at = Math.floor(share * this.sound.size);
    this.wanted = 0;
    this.seeks += 1;
    this.tell('seeked', { seconds, offset: this.at });
  }

  private async send(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    try {
      while (this.wanted > 0 && this.at < this.sound.size && this.client.readyState === WebSocket.OPEN) {
        const { seeks } = this;
        const end = Math.min(this.at + CHUNK_BYTES, this.sound.size) - 1;
        for await (const chunk of this.sound.chunks(this.at, end)) await this.write(chunk);
        if (seeks !== this.seeks) continue; // the listener wants to be elsewhere by now
        this.wanted -= 1;
        this.at = end + 1;
      }
      if (this.at >= this.sound.size && this.client.readyState === WebSocket.OPEN) {
        this.wanted = 0;
        this.tell('stream_end', {});
      }
    } catch (cause) {
      this.logger.warn('A stream broke off', { cause });
      this.client.close(1011);
    } finally {
      this.sending = false;
      if (this.client.readyState === WebSocket.CLOSED) await this.sound.close();
    }
  }

  /** Resolves when the chunk is out, or the socket gone: the slow listener sets the pace. */
  private write(chunk: Buffer): Promise<void> {
    return new Promise((resolve) => {
      this.client.send(chunk, () => resolve());
    });
  }

  private tell(type: string, data: object): void {
    this.client.send(JSON.stringify({ type, data }));
  }
}
