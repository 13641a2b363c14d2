import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, TRACK_ERROR_MESSAGES, type TrackProgressBody } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { ProgressChannel, type TrackProgress } from './progress-channel.js';
import { TracksRepository } from './tracks.repository.js';

/** Interval of polling the row: published progress may be lost, and the last one must arrive. */
const POLL_MS = 2_000;
const HEARTBEAT_MS = 15_000;
const LONGEST_MS = 3_600_000;
/** Id of the last event: an EventSource reconnects when a stream ends, and sends it as Last-Event-ID. */
const LAST_ID = 'end';

/** Server-Sent Events of the transcoding of a track, from the current state to `ready` or `failed`. */
@Injectable()
export class ProgressStreams {
  private readonly open = new Set<ProgressStream>();

  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly channel: ProgressChannel,
    private readonly tracks: TracksRepository,
    private readonly logger: AppLogger,
  ) {}

  async serve(trackId: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
    // 204 keeps an EventSource from reconnecting.
    if (request.headers['last-event-id'] === LAST_ID) return void response.writeHead(204).end();
    const state = await this.tracks.progressOf(trackId);
    if (!state) throw new DeclaredError('NOT_FOUND');
    if (this.open.size >= this.config.STREAMS_AT_ONCE) throw new DeclaredError('OVERLOADED', { retryAfter: 5 });
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    if (request.method === 'HEAD') return void response.end(); // a HEAD has no events to wait for
    const stream = new ProgressStream(response, () => this.tracks.progressOf(trackId), this.logger);
    this.open.add(stream);
    response.once('close', () => this.open.delete(stream));
    stream.follow(state, (listener) => this.channel.subscribe(trackId, listener));
  }

  endAll(): void {
    for (const stream of this.open) stream.end();
  }
}

class ProgressStream {
  private last?: TrackProgress;

  constructor(
    private readonly response: ServerResponse,
    private readonly read: () => Promise<TrackProgress | undefined>,
    private readonly logger: AppLogger,
  ) {}

  follow(state: TrackProgress, subscribe: (listener: (progress: TrackProgress) => void) => () => void): void {
    const unsubscribe = subscribe((progress) => this.send(progress));
    const polling = setInterval(() => void this.refresh(), POLL_MS);
    const heartbeat = setInterval(() => this.response.write(': keep-alive\n\n'), HEARTBEAT_MS);
    const limit = setTimeout(() => this.end(), LONGEST_MS);
    this.response.once('close', () => {
      unsubscribe();
      clearInterval(polling);
      clearInterval(heartbeat);
      clearTimeout(limit);
    });
    this.send(state);
  }

  end(): void {
    this.response.end();
  }

  private async refresh(): Promise<void> {
    try {
      const state = await this.read();
      if (state) this.send(state);
      else this.end(); // the track was deleted
    } catch (cause) {
      this.logger.warn('The progress of a track could not be read', { cause });
    }
  }

  /** Skips states that are older than the last sent one, or equal to it. */
  private send(progress: TrackProgress): void {
    const { last } = this;
    if (this.response.writableEnded || (last && last.status === progress.status && last.progress >= progress.progress)) return;
    this.last = progress;
    const { trackId, status, error } = progress;
    const body: TrackProgressBody = {
      type: status,
      track_id: trackId,
      status,
      progress: progress.progress,
      ...(error && { error, error_message: TRACK_ERROR_MESSAGES[error] }),
    };
    const final = status !== 'processing';
    this.response.write(`${final ? `id: ${LAST_ID}\n` : ''}data: ${JSON.stringify(body)}\n\n`);
    if (final) this.end();
  }
}
