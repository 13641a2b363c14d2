import { z } from 'zod';
import { TrackCode } from '../media/index.js';
import { http, idOf } from './route.js';
import { created, noContent, ok } from './successes.js';
import { TrackBody, TrackStreamBody } from './track-bodies.js';

export const WireTrackLink = z
  .object({ code: TrackCode })
  .describe('The code of the link to a private track. The page of the web client is `/app/tracks/<id>#<code>`.');

export const WireSharedTrack = z
  .object({
    track: TrackBody.describe('The track.'),
    stream: TrackStreamBody.omit({ websocket_url: true }).describe('Its playback URLs.'),
  })
  .describe('The track of a link.');

const call = { tag: 'Tracks', access: 'user' } as const;
const one = { ...call, params: idOf('track') } as const;

export const trackLinkRoutes = {
  create: http('POST', '/tracks/:id/link', {
    ...one,
    id: 'shareTrack',
    permission: 'media.trackLinks.create',
    summary: 'Make a secret link to a private track',
    description:
      'For its uploader. An earlier link ends. Only this response has the code. The link ends with the track, or by its removal.',
    success: created('The link.', WireTrackLink),
    errors: ['INVALID_STATE'],
    idempotencyKey: false,
  }),
  remove: http('DELETE', '/tracks/:id/link', {
    ...one,
    id: 'unshareTrack',
    permission: 'media.trackLinks.remove',
    summary: 'End the secret link of a track',
    description: 'For its uploader; again is no change. The playback URLs of the link end within seconds.',
    success: noContent('The track has no link.'),
  }),
  open: http('POST', '/shared-tracks', {
    ...call,
    access: 'optional',
    id: 'openSharedTrack',
    permission: 'media.trackLinks.open',
    summary: 'Get the track of a secret link',
    description: 'The code is in the body, so that no log on the way has it.',
    body: z.strictObject({ code: TrackCode }),
    success: ok('The track with its playback URLs.', WireSharedTrack),
    errors: ['NOT_FOUND', 'NOT_READY', 'INVALID_STATE'],
    idempotencyKey: false,
  }),
};
