import { z } from 'zod';
import { TrackView } from '../media/index.js';
import { IdRange, PublicIds } from '../public-ids.js';
import { Done, rpc } from '../rpc.js';
import { text, visibleLabel } from '../text.js';

const Id = z.int().min(1).max(2_147_483_647);

export const MOST_PLAYLISTS = 200;
export const MOST_PLAYLIST_TRACKS = 500;
export const MOST_PLAYLIST_EDITORS = 20;

/** 128 random bits. */
export const PlaylistCode = z
  .string()
  .regex(/^[\w-]{22}$/, 'must be the code of a playlist')
  .describe('Code of the link, 22 characters.');

export const PlaylistVisibility = z
  .enum(['private', 'link', 'public'])
  .describe('`private`: owner and editors. `link`: also all that have the link. `public`: everyone.');
export type PlaylistVisibility = z.infer<typeof PlaylistVisibility>;

export const PlaylistTitle = visibleLabel(1, 100).describe('Title, 1 to 100 characters.');
export const PlaylistDescription = text(0, 2_000).describe('Words about the playlist, at most 2,000 characters.');
/** A link comes with its code, by a call of its own. */
export const SetVisibility = PlaylistVisibility.exclude(['link']).describe('`private` ends the link.');

const OnePlaylist = z.strictObject({ playlistId: Id });
const OneEntry = OnePlaylist.extend({ trackId: Id });
const Page = { limit: z.int().min(1).max(100).default(20), cursor: z.string().max(500).optional() };

export const PlaylistView = z.object({
  id: Id,
  ownerId: Id,
  title: z.string(),
  description: z.string(),
  visibility: PlaylistVisibility,
  /** Entries, also of tracks that the caller does not see. */
  trackCount: z.int().nonnegative(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type PlaylistView = z.infer<typeof PlaylistView>;

export const PlaylistPage = z.object({ playlists: z.array(PlaylistView).max(100), nextCursor: z.string().nullable() });
export type PlaylistPage = z.infer<typeof PlaylistPage>;

/** `hasTrack`: whether the playlist has the track of the query; false without one. */
export const OwnPlaylistPage = PlaylistPage.extend({
  playlists: z.array(PlaylistView.extend({ hasTrack: z.boolean() })).max(100),
});
export type OwnPlaylistPage = z.infer<typeof OwnPlaylistPage>;

/** A playlist with a page of its tracks: those that the caller may see. */
export const OpenPlaylist = z.object({
  playlist: PlaylistView.extend({
    mayEdit: z.boolean(),
    /** For the owner and the editors; empty for others. */
    editorIds: z.array(Id).max(MOST_PLAYLIST_EDITORS),
  }),
  tracks: z.array(TrackView).max(100),
  nextCursor: z.string().nullable(),
});
export type OpenPlaylist = z.infer<typeof OpenPlaylist>;

/**
 * Playlists (decision 256). One that the caller may not read is NOT_FOUND: of a banned owner, of an owner with a block
 * between it and the caller, and a private one of others.
 */
export const playlists = {
  create: rpc('community.playlists.create', {
    permission: 'community.playlists.create',
    summary: 'Create a playlist',
    request: z.strictObject({
      title: PlaylistTitle,
      description: PlaylistDescription.default(''),
      visibility: SetVisibility.default('private'),
    }),
    reply: PlaylistView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'BANNED', 'INVALID_STATE'],
  }),
  list: rpc('community.playlists.list', {
    permission: 'community.playlists.list',
    summary: 'List the playlists that the caller owns or edits, latest first',
    request: z.strictObject({ trackId: Id.optional(), ...Page }),
    reply: OwnPlaylistPage,
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  }),
  listOfPerson: rpc('community.playlists.listOfPerson', {
    permission: 'community.playlists.listOfPerson',
    summary: 'List the public playlists of a person, latest first',
    request: z.strictObject({ personId: Id, ...Page }),
    reply: PlaylistPage,
    errors: ['USER_NOT_FOUND'],
    idempotent: true,
  }),
  publicIds: rpc('community.playlists.publicIds', {
    permission: 'internal',
    summary: 'List the ids of the public playlists with tracks, in a range',
    request: IdRange,
    reply: PublicIds,
    idempotent: true,
  }),
  get: rpc('community.playlists.get', {
    permission: 'community.playlists.get',
    summary: 'Get a playlist with a page of its tracks',
    request: OnePlaylist.extend(Page),
    reply: OpenPlaylist,
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
  open: rpc('community.playlists.open', {
    permission: 'community.playlists.open',
    summary: 'Get the playlist of a link with a page of its tracks',
    request: z.strictObject({ code: PlaylistCode, ...Page }),
    reply: OpenPlaylist,
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
  update: rpc('community.playlists.update', {
    permission: 'community.playlists.update',
    summary: 'Change title, words and visibility of an own playlist',
    request: OnePlaylist.extend({
      title: PlaylistTitle.optional(),
      description: PlaylistDescription.optional(),
      visibility: SetVisibility.optional(),
    }),
    reply: PlaylistView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'BANNED', 'NOT_FOUND'],
    idempotent: true,
  }),
  delete: rpc('community.playlists.delete', {
    permission: 'community.playlists.delete',
    summary: 'Delete a playlist: its owner, and moderators a public one',
    request: OnePlaylist,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
  share: rpc('community.playlists.share', {
    permission: 'community.playlists.share',
    summary: 'Make a new link to an own playlist, which ends the one before; the reply alone has its code',
    request: OnePlaylist,
    reply: z.object({ code: PlaylistCode }),
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'BANNED', 'NOT_FOUND'],
  }),
};

/** A track stands once in a playlist. */
export const playlistTracks = {
  put: rpc('community.playlistTracks.put', {
    permission: 'community.playlistTracks.put',
    summary: 'Add a track at the end of a playlist; again is no change',
    request: OneEntry,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'BANNED', 'NOT_FOUND', 'INVALID_STATE'],
    idempotent: true,
  }),
  remove: rpc('community.playlistTracks.remove', {
    permission: 'community.playlistTracks.remove',
    summary: 'Take a track out of a playlist; again is no change',
    request: OneEntry,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'BANNED', 'NOT_FOUND'],
    idempotent: true,
  }),
  move: rpc('community.playlistTracks.move', {
    permission: 'community.playlistTracks.move',
    summary: 'Move a track of a playlist behind another one of it, or to the beginning',
    request: OneEntry.extend({ after: Id.nullable() }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'BANNED', 'NOT_FOUND', 'CONFLICT'],
    idempotent: true,
  }),
};

export const playlistEditors = {
  put: rpc('community.playlistEditors.put', {
    permission: 'community.playlistEditors.put',
    summary: 'Let a person edit an own playlist; again is no change',
    request: OnePlaylist.extend({ personId: Id }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'BANNED', 'NOT_FOUND', 'USER_NOT_FOUND', 'INVALID_STATE'],
    idempotent: true,
  }),
  remove: rpc('community.playlistEditors.remove', {
    permission: 'community.playlistEditors.remove',
    summary: 'End the editing of a person: the owner, or the person itself; again is no change',
    request: OnePlaylist.extend({ personId: Id }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
};
