import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, type TrackProgressBody } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { ProgressChannel, type TrackProgress } from './progress-channel.js';
import { TracksRepository } from './tracks.repository.js';

/** The row is looked at this often: announcements may be lost, and the last one must not be. */
const LOOK_MS = 2_000;
const HEARTBEAT_MS = 15_000;
const LONGEST_MS = 3_600_000;
/** An EventSource comes back when a stream ends, and says what it heard last. */
const LAST_ID = 'end';

/** Server-Sent Events of one track's transcoding, from the state that is there to `ready` or `failed`. */
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
    // 204 is what tells an EventSource not to come back.
    if (request.headers['last-event-id'] === LAST_ID) return void response.writeHead(204).end();
    const state = await this.tracks.progressOf(trackId);
    if (!state) throw new DeclaredError('NOT_FOUND');
    if (this.open.size >= this.config.STREAMS_AT_ONCE) throw new DeclaredError('OVERLOADED', { retryAfter: 5 });
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    if (request.method === 'HEAD') return void response.end(); // else it would be held open for an hour, for nothing
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
    private readonly look: () => Promise<TrackProgress | undefined>,
    private readonly logger: AppLogger,
  ) {}

  follow(state: TrackProgress, subscribe: (listener: (progress: TrackProgress) => void) => () => void): void {
    const unsubscribe = subscribe((progress) => this.send(progress));
    const looking = setInterval(() => void this.refresh(), LOOK_MS);
    const heartbeat = setInterval(() => this.response.write(': still here\n\n'), HEARTBEAT_MS);
    const limit = setTimeout(() => this.end(), LONGEST_MS);
    this.response.once('close', () => {
      unsubscribe();
      clearInterval(looking);
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
      const state = await this.look();
      if (state) this.send(state);
      else this.end(); // the track was deleted
    } catch (cause) {
      this.logger.warn('The progress of a track could not be read', { cause });
    }
  }

  /** What is older than what was sent, or says the same, is left out. */
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
      ...(error && { error }),
    };
    const final = status !== 'processing';
    this.response.write(`${final ? `id: ${LAST_ID}\n` : ''}data: ${JSON.stringify(body)}\n\n`);
    if (final) this.end();
  }
}
