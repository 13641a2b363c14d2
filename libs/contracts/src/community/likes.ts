import { z } from 'zod';
import { TrackView } from '../media/index.js';
import { Done, rpc } from '../rpc.js';

const OneTrack = z.strictObject({ trackId: z.int().min(1).max(2_147_483_647) });

export const TrackLikes = z.object({
  /** Of people that are shown: without banned ones. */
  likes: z.int().nonnegative(),
  likedByMe: z.boolean(),
});
export type TrackLikes = z.infer<typeof TrackLikes>;

export const LikedTracks = z.object({
  /** Those that the caller may see: a page can have fewer than its limit. */
  tracks: z.array(TrackView).max(100),
  nextCursor: z.string().nullable(),
});
export type LikedTracks = z.infer<typeof LikedTracks>;

/**
 * Likes of tracks. Media is asked for the tracks of each call: one that the caller may not see is NOT_FOUND and absent
 * from lists, and a deleted one leaves with its event.
 */
export const likes = {
  put: rpc('community.likes.put', {
    permission: 'community.likes.put',
    summary: 'Like a track; again is no change',
    request: OneTrack,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'BANNED', 'NOT_FOUND', 'INVALID_STATE', 'RATE_LIMITED'],
    idempotent: true,
  }),
  remove: rpc('community.likes.remove', {
    permission: 'community.likes.remove',
    summary: 'Take back a like; again is no change, also of a track that the caller sees no more',
    request: OneTrack,
    reply: Done,
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  }),
  get: rpc('community.likes.get', {
    permission: 'community.likes.get',
    summary: 'Get how many people like a track, and whether the caller does',
    request: OneTrack,
    reply: TrackLikes,
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
  list: rpc('community.likes.list', {
    permission: 'community.likes.list',
    summary: 'List the tracks that the caller likes, latest like first',
    request: z.strictObject({
      limit: z.int().min(1).max(100).default(20),
      cursor: z.string().max(500).optional(),
    }),
    reply: LikedTracks,
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  }),
};
