import { z } from 'zod';
import { Done, rpc } from '../rpc.js';

/** No track is longer than a week. */
export const HeardSeconds = z.number().min(0).max(604_800);

/** Where a listener is in a track, so that another device goes on there (decision 275). */
export const keepPosition = rpc('media.tracks.keepPosition', {
  permission: 'media.tracks.keepPosition',
  summary: 'Keep where the caller is in a track: once per person in 15 s, of tracks with a counted play',
  request: z.strictObject({ id: z.int().min(1).max(2_147_483_647), seconds: HeardSeconds }),
  reply: Done,
  errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
  idempotent: true,
});
