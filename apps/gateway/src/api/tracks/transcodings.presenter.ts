import type {
  QueueChangePage,
  TranscodingPage,
  TranscodingQueueView,
  WireQueueChangePage,
  WireTranscodingPage,
  WireTranscodingQueue,
} from '@veza/contracts';

type Counted = Pick<TranscodingPage, 'total' | 'totalIsEstimate' | 'page' | 'limit' | 'nextCursor'>;

const pageInfo = ({ total, totalIsEstimate, page, limit, nextCursor }: Counted) => ({
  total,
  total_is_estimate: totalIsEstimate,
  page,
  limit,
  next_cursor: nextCursor,
});

export const wireTranscodings = ({ items, ...page }: TranscodingPage): WireTranscodingPage => ({
  transcodings: items.map(({ trackId, userId, ageSeconds, ...rest }) => ({
    track_id: trackId,
    user_id: userId,
    age_seconds: ageSeconds,
    ...rest,
  })),
  ...pageInfo(page),
});

export const wireQueue = ({ pausedAt, oldestSeconds, ...rest }: TranscodingQueueView): WireTranscodingQueue => ({
  ...rest,
  paused_at: pausedAt,
  oldest_seconds: oldestSeconds,
});

export const wireQueueChanges = ({ items, ...page }: QueueChangePage): WireQueueChangePage => ({
  changes: items.map(({ changedBy, trackId, ...rest }) => ({ ...rest, changed_by: changedBy, track_id: trackId })),
  ...pageInfo(page),
});
