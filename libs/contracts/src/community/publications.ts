import { z } from 'zod';
import { ProductView, ResourceView } from '../catalog/index.js';
import { AlbumView, TrackView } from '../media/index.js';
import { rpc } from '../rpc.js';

/** What people publish. A row of another kind, as of a later version, is left out. */
export const PublicationKind = z.enum(['track', 'album', 'product', 'resource']).describe('What was published.');
export type PublicationKind = z.infer<typeof PublicationKind>;

const Publication = z.object({
  kind: PublicationKind,
  personId: z.int(),
  /** When everybody could see it for the first time. */
  publishedAt: z.string(),
  /** The thing, by its kind. */
  track: TrackView.optional(),
  album: AlbumView.optional(),
  product: ProductView.optional(),
  resource: ResourceView.optional(),
});
export type Publication = z.infer<typeof Publication>;

const PublicationPage = z.object({ items: z.array(Publication).max(100), nextCursor: z.string().nullable() });
export type PublicationPage = z.infer<typeof PublicationPage>;

const Listed = z.strictObject({ limit: z.int().min(1).max(100).default(20), cursor: z.string().max(500).optional() });
export type ListPublications = z.infer<typeof Listed>;

/**
 * Things that everybody may see, the latest first (decision 257). Their services are asked at each read: one that is
 * private or deleted is absent at once. A page can have fewer than its limit and still have a next one.
 */
export const feed = {
  list: rpc('community.feed.list', {
    permission: 'community.feed.list',
    summary: 'List what the people whom the caller follows have published, the latest first',
    request: Listed,
    reply: PublicationPage,
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  }),
};

export const publications = {
  list: rpc('community.publications.list', {
    permission: 'community.publications.list',
    summary: 'List what everybody has published, the latest first, at most three things of a person',
    request: Listed,
    reply: PublicationPage,
    idempotent: true,
  }),
};
