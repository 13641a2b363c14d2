import { z } from 'zod';
import { PublicationKind } from '../community/index.js';
import { MOST_RECENT_PLAYS } from '../media/index.js';
import { WireAlbum } from './albums.js';
import { pageSize } from './chat-parameters.js';
import { WireFoundUser } from './people.js';
import { WireProduct } from './products.js';
import { WireResource } from './resources.js';
import { http } from './route.js';
import { ok } from './successes.js';
import { TrackBody } from './track-bodies.js';

export const WirePublication = z
  .object({
    kind: PublicationKind,
    published_at: z
      .string()
      .describe('When everybody could see it for the first time (ISO 8601). A thing that was private meanwhile keeps its time.'),
    person: WireFoundUser,
    track: TrackBody.optional(),
    album: WireAlbum.optional(),
    product: WireProduct.optional(),
    resource: WireResource.optional(),
  })
  .describe('Something that a person has published: the field named by `kind` has it.');
export type WirePublication = z.infer<typeof WirePublication>;

export const WirePublicationPage = z
  .object({
    items: z.array(WirePublication).max(100).describe('The things, latest first.'),
    next_cursor: z.string().nullable().describe('Cursor of the next page; null on the last page.'),
  })
  .describe('A page of things that people have published.');
export type WirePublicationPage = z.infer<typeof WirePublicationPage>;

export const WireRecentPlays = z
  .object({
    plays: z
      .array(
        z.object({
          track: TrackBody,
          played_at: z.string().describe('Time of the last counted play (ISO 8601).'),
          position_seconds: z
            .number()
            .optional()
            .describe('Where the caller stopped, on any device; absent near the beginning and the end.'),
          position_at: z.string().optional().describe('When the caller was there (ISO 8601).'),
        }),
      )
      .max(MOST_RECENT_PLAYS)
      .describe('The tracks, the last played first.'),
  })
  .describe('The tracks that the caller played last.');
export type WireRecentPlays = z.infer<typeof WireRecentPlays>;

const Listed = z.strictObject({
  limit: pageSize(20),
  cursor: z.string().max(500).optional().describe('Opaque cursor of the next page, from the previous response.'),
});

const tag = 'Community';
const SHORT = 'A page can have fewer things than `limit`, or none, and still have a next page.';

export const publicationRoutes = {
  feed: http('GET', '/me/feed', {
    id: 'listFeed',
    permission: 'community.feed.list',
    tag,
    summary: 'List what the people whom the caller follows have published',
    description: `Public tracks, albums, products and resources, latest first. Private and deleted ones, and those of banned people, are left out. ${SHORT}`,
    access: 'user',
    query: Listed,
    success: ok('A page of things.', WirePublicationPage),
  }),
  publications: http('GET', '/publications', {
    id: 'listPublications',
    permission: 'community.publications.list',
    tag,
    summary: 'List what everybody has published',
    description: `Public tracks, albums, products and resources, latest first: the last three of each person. Those of banned people, and of people with a block between them and the caller, are left out. ${SHORT}`,
    access: 'optional',
    query: Listed,
    success: ok('A page of things.', WirePublicationPage),
  }),
  recentPlays: http('GET', '/me/plays', {
    id: 'listRecentPlays',
    permission: 'media.recentPlays.list',
    tag: 'Tracks',
    summary: 'List the tracks that the caller played last',
    description: `One entry for each track, at most ${MOST_RECENT_PLAYS}. Tracks that the caller may not hear any more are left out.`,
    access: 'user',
    query: z.strictObject({
      limit: z.coerce
        .number()
        .pipe(z.int().min(1).max(MOST_RECENT_PLAYS))
        .default(20)
        .describe(`Number of tracks to return, 1 to ${MOST_RECENT_PLAYS}.`),
    }),
    success: ok('The tracks.', WireRecentPlays),
  }),
};
