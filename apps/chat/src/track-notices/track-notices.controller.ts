import { Controller } from '@nestjs/common';
import { type RecordedTrackNotice, trackNoticeEvents } from '@veza/contracts';
import { OnEvent } from '@veza/transport';
import { TrackNoticeFeed } from './track-notice-feed.js';

@Controller()
export class TrackNoticesController {
  constructor(private readonly feed: TrackNoticeFeed) {}

  @OnEvent(trackNoticeEvents.recorded)
  recorded(notice: RecordedTrackNotice): void {
    this.feed.announce(notice);
  }
}
