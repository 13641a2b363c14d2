import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { parseJson, type RecordedTrackNotice, trackNoticeEvents, trackNoticeWords } from '@veza/contracts';
import { PubSub } from '@veza/platform';
import { Connections } from '../connections/connections.js';

const CHANNEL = 'chat:tracks:notices';

/**
 * Sends notices of tracks to the open connections of their uploader on every replica, in the language of each connection.
 * One replica receives the event. A frame may be lost with a message of the bus: media lists every notice over REST.
 */
@Injectable()
export class TrackNoticeFeed implements OnApplicationBootstrap {
  constructor(
    private readonly connections: Connections,
    private readonly bus: PubSub,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.bus.subscribe(CHANNEL, (text) => this.send(trackNoticeEvents.recorded.payload.parse(parseJson(text))));
  }

  announce(notice: RecordedTrackNotice): void {
    this.bus.publish(CHANNEL, JSON.stringify(notice));
  }

  private send(notice: RecordedTrackNotice): void {
    const { id, trackId, userId, error, createdAt } = notice;
    for (const connection of this.connections.ofUser(userId)) {
      const words = trackNoticeWords(notice, connection.language);
      connection.reply({ kind: 'trackNoticed', id, trackId, ...words, error, at: Date.parse(createdAt) });
    }
  }
}
