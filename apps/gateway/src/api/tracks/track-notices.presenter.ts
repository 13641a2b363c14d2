import {
  type TrackNoticePage,
  trackNoticeWords,
  type TrackNoticeView,
  type WireTrackNotice,
  type WireTrackNoticePage,
} from '@veza/contracts';
import type { Language } from '@veza/platform';

export function wireTrackNotice(notice: TrackNoticeView, language: Language): WireTrackNotice {
  const { id, trackId, error, read, createdAt } = notice;
  const outcome = error ? { type: 'track_failed' as const, error } : { type: 'track_ready' as const };
  return { id, ...outcome, ...trackNoticeWords(notice, language), track_id: trackId, read, created_at: createdAt };
}

export function wireTrackNotices(found: TrackNoticePage, language: Language): WireTrackNoticePage {
  const { items, total, totalIsEstimate, page, limit, nextCursor } = found;
  const notifications = items.map((each) => wireTrackNotice(each, language));
  return { notifications, total, total_is_estimate: totalIsEstimate, page, limit, next_cursor: nextCursor };
}
