import { z } from 'zod';
import { AlbumDescription, AlbumKind, AlbumTitle, MOST_ALBUM_TRACKS, MOST_ALBUMS, ReleaseDate } from '../media/index.js';
import { timestamp } from '../timestamp.js';
import { pageSize } from './chat-parameters.js';
import { WireFoundUser } from './people.js';
import { PictureBody } from './picture-body.js';
import { http, IdParam, idOf } from './route.js';
import { created, noContent, ok } from './successes.js';
import { CoverForm, TrackBody } from './track-bodies.js';

export const WireAlbum = z
  .object({
    id: z.int().describe('Id of the album.'),
    owner: WireFoundUser.describe('The artist, who uploaded its tracks.'),
    title: z.string().describe('Title.'),
    description: z.string().describe('Words about the album; may be empty.'),
    kind: AlbumKind,
    release_date: z.string().optional().describe('Day of the release, `YYYY-MM-DD`; absent when not set.'),
    is_public: z.boolean().describe('Whether everyone can see the album.'),
    track_count: z.int().describe('Number of its tracks that the caller may hear.'),
    duration_seconds: z.number().describe('Length of these tracks in seconds.'),
    cover_urls: PictureBody.optional().describe(
      'Signed URLs of the own cover, else of that of the first track that has one; absent without a cover.',
    ),
    has_own_cover: z.boolean().describe('Whether the cover was given to the album itself.'),
    created_at: timestamp('When it was created.'),
    updated_at: timestamp('When its facts, its cover or its order were last changed.'),
  })
  .describe('An album.');
export type WireAlbum = z.infer<typeof WireAlbum>;

export const WireAlbumPage = z
  .object({
    albums: z.array(WireAlbum).max(100).describe('The albums, latest first.'),
    next_cursor: z.string().nullable().describe('Cursor of the next page; null on the last page.'),
  })
  .describe('A page of albums.');
export type WireAlbumPage = z.infer<typeof WireAlbumPage>;

export const WireOpenAlbum = z
  .object({
    album: WireAlbum,
    tracks: z
      .array(TrackBody)
      .max(MOST_ALBUM_TRACKS)
      .describe('The tracks in their order, without those that the caller may not hear.'),
  })
  .describe('An album with its tracks.');
export type WireOpenAlbum = z.infer<typeof WireOpenAlbum>;

const tag = 'Tracks';
const one = { tag, access: 'user', params: idOf('album') } as const;
const id = IdParam.shape.id.optional();
const OWNED = 'For its owner and administrators.';

export const albumRoutes = {
  list: http('GET', '/albums', {
    tag,
    access: 'optional',
    id: 'listAlbums',
    permission: 'media.albums.list',
    summary: 'List albums',
    description: 'Returns public albums and those of the caller, latest first.',
    query: z.strictObject({
      owner: id.describe('Only albums of the user with this id.'),
      track: id.describe('Only albums that have the track with this id.'),
      limit: pageSize(20),
      cursor: z.string().max(500).optional().describe('Opaque cursor of the next page, from the previous response.'),
    }),
    success: ok('A page of albums.', WireAlbumPage),
  }),
  create: http('POST', '/albums', {
    tag,
    access: 'user',
    id: 'createAlbum',
    permission: 'media.albums.create',
    summary: 'Create an album',
    description: `It has no tracks yet. A person has at most ${MOST_ALBUMS}.`,
    body: z.strictObject({
      title: AlbumTitle,
      description: AlbumDescription.optional(),
      kind: AlbumKind.optional().describe('Default: `album`.'),
      release_date: ReleaseDate.nullable().optional().describe('Day of the release, `YYYY-MM-DD`. Default: none.'),
      is_public: z.boolean().optional().describe('Whether everyone can see the album. Default: false.'),
    }),
    success: created('The album.', WireAlbum),
    errors: ['INVALID_STATE'],
  }),
  get: http('GET', '/albums/:id', {
    ...one,
    access: 'optional',
    id: 'getAlbum',
    permission: 'media.albums.get',
    summary: 'Get an album with its tracks',
    description: 'A private one exists for its owner and administrators only. Tracks that the caller may not hear are left out.',
    success: ok('The album with its tracks.', WireOpenAlbum),
  }),
  update: http('PATCH', '/albums/:id', {
    ...one,
    id: 'updateAlbum',
    permission: 'media.albums.update',
    summary: 'Change the facts of an album',
    description: `${OWNED} Fields that are left out keep their value. Tracks of a public album stay as private as they are.`,
    body: z.strictObject({
      title: AlbumTitle.optional(),
      description: AlbumDescription.optional(),
      kind: AlbumKind.optional(),
      release_date: ReleaseDate.nullable().optional().describe('Day of the release, `YYYY-MM-DD`; null removes it.'),
      is_public: z.boolean().optional().describe('Whether everyone can see the album.'),
    }),
    success: ok('The album.', WireAlbum),
    errors: ['PRECONDITION_FAILED'],
  }),
  putTracks: http('PUT', '/albums/:id/tracks', {
    ...one,
    id: 'putAlbumTracks',
    permission: 'media.albums.putTracks',
    summary: 'Set the tracks of an album and their order',
    description: `For its owner, by own tracks. A track may be in several albums; an album has at most ${MOST_ALBUM_TRACKS}.`,
    body: z.strictObject({
      track_ids: z
        .array(z.int().min(1).max(2_147_483_647))
        .max(MOST_ALBUM_TRACKS)
        .refine((ids) => new Set(ids).size === ids.length, 'must not name a track twice')
        .describe(`Ids of all of its tracks in their order, at most ${MOST_ALBUM_TRACKS}.`),
    }),
    changes: '/albums/:id',
    success: ok('The album with its tracks.', WireOpenAlbum),
    errors: ['PRECONDITION_FAILED'],
  }),
  setCover: http('PUT', '/albums/:id/cover', {
    ...one,
    id: 'setAlbumCover',
    permission: 'media.albums.setCover',
    summary: 'Give an album a cover',
    description:
      'For its owner. The form field `picture` holds a JPEG, PNG or WebP image, at most 10 MiB and 40 million pixels; its first frame is stored in several sizes, without EXIF or other embedded data.',
    body: CoverForm,
    bodyKind: 'multipart',
    fileField: 'picture',
    changes: '/albums/:id',
    success: ok('The album with its cover.', WireAlbum),
    errors: ['FILE_MISSING', 'UPLOAD_INCOMPLETE', 'MALFORMED_BODY', 'QUOTA_EXCEEDED'],
  }),
  dropCover: http('DELETE', '/albums/:id/cover', {
    ...one,
    id: 'dropAlbumCover',
    permission: 'media.albums.dropCover',
    summary: 'Remove the cover of an album',
    description: `${OWNED} The cover of its first track that has one takes its place.`,
    changes: '/albums/:id',
    success: ok('The album without its own cover.', WireAlbum),
  }),
  delete: http('DELETE', '/albums/:id', {
    ...one,
    id: 'deleteAlbum',
    permission: 'media.albums.delete',
    summary: 'Delete an album',
    description: `${OWNED} Its tracks stay.`,
    success: noContent('The album is deleted.'),
    errors: ['PRECONDITION_FAILED'],
  }),
};
