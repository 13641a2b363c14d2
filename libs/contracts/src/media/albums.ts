import { z } from 'zod';
import { event } from '../events.js';
import { IdRange, PublicIds } from '../public-ids.js';
import { Published, Withdrawn } from '../publications.js';
import { Done, rpc } from '../rpc.js';
import { text, visibleLabel } from '../text.js';
import { ObjectId } from './objects.js';
import { Picture } from './pictures.js';
import { TrackView } from './tracks.js';

const Id = z.int().min(1).max(2_147_483_647);

/** Albums of one person. */
export const MOST_ALBUMS = 500;
export const MOST_ALBUM_TRACKS = 100;

export const AlbumKind = z.enum(['album', 'ep', 'single']).describe('How the artist names it.');
export type AlbumKind = z.infer<typeof AlbumKind>;

export const AlbumTitle = visibleLabel(1, 200).describe('Title, 1 to 200 characters.');
export const AlbumDescription = text(0, 2_000).describe('Words about the album, at most 2,000 characters.');
export const ReleaseDate = z.iso.date().describe('Day of the release, `YYYY-MM-DD`; may be in the future.');

export const AlbumView = z.object({
  id: Id,
  ownerId: Id,
  title: z.string(),
  description: z.string(),
  kind: AlbumKind,
  releaseDate: z.string().nullable(),
  isPublic: z.boolean(),
  /** Of the tracks that the caller may hear. */
  trackCount: z.int().nonnegative(),
  durationSeconds: z.number().nonnegative(),
  /** The own picture, else the cover of the first track that has one and that the caller may hear. */
  cover: Picture.nullable(),
  hasOwnCover: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** Changes with facts, cover and order. */
  version: z.string(),
});
export type AlbumView = z.infer<typeof AlbumView>;

export const AlbumPage = z.object({ albums: z.array(AlbumView).max(100), nextCursor: z.string().nullable() });
export type AlbumPage = z.infer<typeof AlbumPage>;

/** An album with all of its tracks that the caller may hear, in their order. */
export const OpenAlbum = z.object({ album: AlbumView, tracks: z.array(TrackView).max(MOST_ALBUM_TRACKS) });
export type OpenAlbum = z.infer<typeof OpenAlbum>;

const One = z.strictObject({ id: Id });
/** The version that the caller read. If it has changed since, the error is PRECONDITION_FAILED. */
const Versioned = One.extend({ ifVersion: z.string().max(40).optional() });

export const NewAlbum = z.strictObject({
  title: AlbumTitle,
  description: AlbumDescription.default(''),
  kind: AlbumKind.default('album'),
  releaseDate: ReleaseDate.nullable().default(null),
  isPublic: z.boolean().default(false),
});
export type NewAlbum = z.infer<typeof NewAlbum>;

export const UpdateAlbum = Versioned.extend({
  title: AlbumTitle.optional(),
  description: AlbumDescription.optional(),
  kind: AlbumKind.optional(),
  releaseDate: ReleaseDate.nullable().optional(),
  isPublic: z.boolean().optional(),
});
export type UpdateAlbum = z.infer<typeof UpdateAlbum>;

export const ListAlbums = z.strictObject({
  ownerId: Id.optional(),
  /** Only albums that have this track, where the caller may hear it. */
  trackId: Id.optional(),
  limit: z.int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
});
export type ListAlbums = z.infer<typeof ListAlbums>;

/**
 * Albums: own tracks in an order (decision 267). A private album is visible to its owner and administrators only, and a
 * private track of a public one too: for other callers it is absent, also from the counts.
 */
export const albums = {
  create: rpc('media.albums.create', {
    permission: 'media.albums.create',
    summary: 'Create an album without tracks',
    request: NewAlbum,
    reply: AlbumView,
    errors: ['UNAUTHENTICATED', 'INVALID_STATE'],
  }),
  get: rpc('media.albums.get', {
    permission: 'media.albums.get',
    summary: 'Get an album with its tracks',
    request: One,
    reply: OpenAlbum,
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
  among: rpc('media.albums.among', {
    permission: 'media.albums.get',
    summary: 'Get those of at most 100 albums that the caller may see and may hear a track of, in the order of the ids',
    request: z.strictObject({ ids: z.array(Id).max(100) }),
    reply: z.object({ albums: z.array(AlbumView).max(100) }),
    idempotent: true,
  }),
  list: rpc('media.albums.list', {
    permission: 'media.albums.list',
    summary: 'List public albums and those of the caller, latest first',
    request: ListAlbums,
    reply: AlbumPage,
    idempotent: true,
  }),
  publicIds: rpc('media.albums.publicIds', {
    permission: 'internal',
    summary: 'List the ids of the albums with a track that everybody may play, in a range',
    request: IdRange,
    reply: PublicIds,
    idempotent: true,
  }),
  update: rpc('media.albums.update', {
    permission: 'media.albums.update',
    summary: 'Update the facts of an album; absent fields keep their value',
    request: UpdateAlbum,
    reply: AlbumView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
  putTracks: rpc('media.albums.putTracks', {
    permission: 'media.albums.putTracks',
    summary: 'Replace the tracks of an album by own tracks in this order',
    request: Versioned.extend({
      trackIds: z
        .array(Id)
        .max(MOST_ALBUM_TRACKS)
        .refine((ids) => new Set(ids).size === ids.length, 'must not name a track twice'),
    }),
    reply: OpenAlbum,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'PRECONDITION_FAILED'],
    idempotent: true,
  }),
  setCover: rpc('media.albums.setCover', {
    permission: 'media.albums.setCover',
    summary: 'Make an uploaded picture the cover of an album',
    request: One.extend({ objectId: ObjectId }),
    reply: AlbumView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'UNSUPPORTED_MEDIA_TYPE'],
  }),
  dropCover: rpc('media.albums.dropCover', {
    permission: 'media.albums.dropCover',
    summary: 'Remove the cover of an album; it has the cover of its first track again',
    request: One,
    reply: AlbumView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
  }),
  delete: rpc('media.albums.delete', {
    permission: 'media.albums.delete',
    summary: 'Delete an album; its tracks stay',
    request: Versioned,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
};

export const albumEvents = {
  published: event('media.albums.published', {
    summary: 'Albums of a person are public and have a track that everybody may play.',
    payload: Published,
  }),
  withdrawn: event('media.albums.withdrawn', {
    summary: 'Albums of a person became private, or have no track any more that everybody may play.',
    payload: Withdrawn,
  }),
  deleted: event('media.albums.deleted', { summary: 'An album was deleted.', payload: z.object({ albumId: Id, ownerId: Id }) }),
};
