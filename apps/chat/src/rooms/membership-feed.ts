import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { parseJson } from '@veza/contracts';
import { PubSub } from '@veza/platform';
import { z } from 'zod';
import { Connections } from '../connections/connections.js';

const CHANNEL = 'chat:memberships';

const Added = z.object({ room: z.string(), userIds: z.array(z.int()) });
type Added = z.infer<typeof Added>;

/**
 * Tells the open connections of people on every replica that another person has made them members of a room. Call it after
 * the commit. A frame may be lost with a message of the bus: the list of rooms over REST has every one.
 */
@Injectable()
export class MembershipFeed implements OnApplicationBootstrap {
  constructor(
    private readonly connections: Connections,
    private readonly bus: PubSub,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.bus.subscribe(CHANNEL, (text) => this.send(Added.parse(parseJson(text))));
  }

  announce(added: Added): void {
    this.bus.publish(CHANNEL, JSON.stringify(added));
  }

  private send({ room, userIds }: Added): void {
    for (const userId of userIds)
      for (const connection of this.connections.ofUser(userId)) connection.reply({ kind: 'memberAdded', room });
  }
}
