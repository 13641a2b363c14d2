import { z } from 'zod';
import { rpc } from '../rpc.js';
import { TrackView } from './tracks.js';

/** Tracks of the list. */
export const MOST_RECENT_PLAYS = 50;

const RecentPlay = z.object({
  track: TrackView,
  playedAt: z.string(),
  /** Where the listener stopped, and when; null near the beginning and the end. */
  position: z.object({ seconds: z.number(), at: z.string() }).nullable(),
});

/** What a listener has played last, seen by this listener only. The counted plays have its times. */
export const recentPlays = {
  list: rpc('media.recentPlays.list', {
    permission: 'media.recentPlays.list',
    summary: 'List the tracks that the caller played last, the latest first',
    request: z.strictObject({ limit: z.int().min(1).max(MOST_RECENT_PLAYS).default(20) }),
    reply: z.object({ plays: z.array(RecentPlay).max(MOST_RECENT_PLAYS) }),
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  }),
};
