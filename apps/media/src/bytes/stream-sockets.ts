import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import { WebSocketServer } from 'ws';
import type { MediaConfig } from '../config.js';
import { ObjectStore } from '../store/object-store.js';
import { Traffic } from '../store/traffic.js';
import { StreamKey } from '../signed-urls/stream-key.js';
import { TracksRepository } from '../tracks/tracks.repository.js';
import { soundFrom } from './seek-sound.js';
import { StreamSocket } from './stream-socket.js';

/** Frames of a client are small: `{"type":"pull","data":{"chunks":4}}`. */
const MOST_FRAME_BYTES = 1_024;

/** Accepts WebSockets on signed addresses, each for the progressive file of one track. */
@Injectable()
export class StreamSockets {
  private readonly server = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_FRAME_BYTES,
    perMessageDeflate: false,
    clientTracking: false,
  });
  private readonly open = new Set<StreamSocket>();

  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly streams: StreamKey,
    private readonly tracks: TracksRepository,
    private readonly store: ObjectStore,
    private readonly traffic: Traffic,
    private readonly logger: AppLogger,
  ) {}

  /** Rejects with the DeclaredError for the response to the upgrade. */
  async accept(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const permit = this.streams.verify((request.url ?? '').split('?', 1)[0] ?? '');
    if (!permit || (permit.kind !== 'track' && permit.kind !== 'private') || permit.rest !== 'socket')
      throw new DeclaredError('URL_INVALID');
    if (this.open.size >= this.config.STREAMS_AT_ONCE) throw new DeclaredError('OVERLOADED');
    const track = await this.tracks.findByRendition(permit.id);
    if (permit.kind === 'track' && track?.isPublic === false) throw new DeclaredError('URL_INVALID');
    const sound = await this.store.open(`${permit.id}/audio.m4a`);
    if (!track || !sound) {
      await sound?.close();
      throw new DeclaredError(track?.growingId === permit.id ? 'NOT_READY' : 'NOT_FOUND');
    }
    if (socket.destroyed) return sound.close();
    this.server.handleUpgrade(request, socket, head, (client) => {
      const facts = { trackId: track.id, seconds: track.durationSeconds ?? 0 };
      const from = (seconds: number) => soundFrom(this.store, permit.id, seconds);
      const stream = new StreamSocket(client, sound, facts, from, (bytes) => this.traffic.sent('socket', bytes), this.logger);
      this.open.add(stream);
      client.once('close', () => this.open.delete(stream));
      stream.begin();
    });
  }

  closeAll(): void {
    for (const stream of this.open) stream.close();
  }
}
