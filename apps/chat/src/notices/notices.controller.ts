import { Controller } from '@nestjs/common';
import { type EventPayload, noticeEvents } from '@veza/contracts';
import { OnEvent } from '@veza/transport';
import { NoticeFeed } from './notice-feed.js';

@Controller()
export class NoticesController {
  constructor(private readonly feed: NoticeFeed) {}

  @OnEvent(noticeEvents.recorded)
  recorded({ userIds, kind }: EventPayload<typeof noticeEvents.recorded>): void {
    this.feed.announce({ userIds, kind });
  }

  @OnEvent(noticeEvents.read)
  read({ userId }: EventPayload<typeof noticeEvents.read>): void {
    this.feed.announce({ userIds: [userId], kind: null });
  }
}
