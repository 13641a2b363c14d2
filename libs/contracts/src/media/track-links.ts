import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { TrackStream, TrackView } from './tracks.js';

const One = TrackView.pick({ id: true }).strict();

/** 128 random bits. */
export const TrackCode = z
  .string()
  .regex(/^[\w-]{22}$/, 'must be the code of a track')
  .describe('Code of the link, 22 characters.');

export const SharedTrack = z.object({ track: TrackView, stream: TrackStream.omit({ websocketUrl: true }) });
export type SharedTrack = z.infer<typeof SharedTrack>;

/** The secret link of a private track: one at most, for its uploader to make and to end. */
export const trackLinks = {
  create: rpc('media.trackLinks.create', {
    permission: 'media.trackLinks.create',
    summary: 'Make a link to an own private track, which ends the one before; the reply alone has its code',
    request: One,
    reply: z.object({ code: TrackCode }),
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'INVALID_STATE'],
  }),
  remove: rpc('media.trackLinks.remove', {
    permission: 'media.trackLinks.remove',
    summary: 'End the link of an own track; again is no change',
    request: One,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
  open: rpc('media.trackLinks.open', {
    permission: 'media.trackLinks.open',
    summary: 'Get the track of a link with signed playback URLs',
    request: z.strictObject({ code: TrackCode }),
    reply: SharedTrack,
    errors: ['NOT_FOUND', 'NOT_READY', 'INVALID_STATE'],
    idempotent: true,
  }),
};
