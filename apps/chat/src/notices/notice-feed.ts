import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { NoticeKind, parseJson } from '@veza/contracts';
import { PubSub } from '@veza/platform';
import { z } from 'zod';
import { Connections } from '../connections/connections.js';

const CHANNEL = 'chat:notices';

/** `kind` is null where notices were read on another device. */
const Change = z.object({ userIds: z.array(z.int()), kind: NoticeKind.nullable() });
type Change = z.infer<typeof Change>;

/**
 * Tells the open connections of people on every replica that their list of notices has changed. One replica receives the
 * event. A frame may be lost with a message of the bus: the list over REST has every notice.
 */
@Injectable()
export class NoticeFeed implements OnApplicationBootstrap {
  constructor(
    private readonly connections: Connections,
    private readonly bus: PubSub,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.bus.subscribe(CHANNEL, (text) => this.send(Change.parse(parseJson(text))));
  }

  announce(change: Change): void {
    this.bus.publish(CHANNEL, JSON.stringify(change));
  }

  private send({ userIds, kind }: Change): void {
    for (const userId of userIds)
      for (const connection of this.connections.ofUser(userId)) connection.reply({ kind: 'noticesChanged', notice: kind });
  }
}
