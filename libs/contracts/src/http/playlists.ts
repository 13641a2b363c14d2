import { z } from 'zod';
import {
  MOST_PLAYLIST_EDITORS,
  MOST_PLAYLIST_TRACKS,
  MOST_PLAYLISTS,
  PlaylistCode,
  PlaylistDescription,
  PlaylistTitle,
  PlaylistVisibility,
  SetVisibility,
} from '../community/index.js';
import { text } from '../text.js';
import { timestamp } from '../timestamp.js';
import { pageSize } from './chat-parameters.js';
import { WireFoundUser } from './people.js';
import { http, IdParam, idOf } from './route.js';
import { created, noContent, ok } from './successes.js';
import { TrackBody } from './track-bodies.js';

export const WirePlaylist = z
  .object({
    id: z.int().describe('Id of the playlist.'),
    owner: WireFoundUser.describe('The owner.'),
    title: z.string().describe('Title.'),
    description: z.string().describe('Words about the playlist; may be empty.'),
    visibility: PlaylistVisibility,
    track_count: z.int().describe('Number of entries, also of tracks that the caller does not see.'),
    created_at: timestamp('When it was created.'),
    updated_at: timestamp('When its facts or tracks were last changed.'),
  })
  .describe('A playlist.');
export type WirePlaylist = z.infer<typeof WirePlaylist>;

const nextCursor = z.string().nullable().describe('Cursor of the next page; null on the last page.');

export const WirePlaylistPage = z
  .object({ playlists: z.array(WirePlaylist).max(100).describe('The playlists, latest first.'), next_cursor: nextCursor })
  .describe('A page of playlists of a person.');
export type WirePlaylistPage = z.infer<typeof WirePlaylistPage>;

export const WireOwnPlaylistPage = z
  .object({
    playlists: z
      .array(
        WirePlaylist.extend({ has_track: z.boolean().describe('Whether it has the track of the query; false without one.') }),
      )
      .max(100)
      .describe('The playlists, latest first.'),
    next_cursor: nextCursor,
  })
  .describe('A page of the playlists that the caller owns or edits.');
export type WireOwnPlaylistPage = z.infer<typeof WireOwnPlaylistPage>;

export const WireOpenPlaylist = z
  .object({
    playlist: WirePlaylist.extend({
      may_edit: z.boolean().describe('Whether the caller adds, moves and removes tracks.'),
      editors: z
        .array(WireFoundUser)
        .max(MOST_PLAYLIST_EDITORS)
        .describe('The editors; empty for others than them and the owner.'),
    }).describe('The playlist.'),
    tracks: z.array(TrackBody).max(100).describe('The tracks in their order, without those that the caller does not see.'),
    next_cursor: nextCursor,
  })
  .describe('A playlist with a page of its tracks.');
export type WireOpenPlaylist = z.infer<typeof WireOpenPlaylist>;

export const WirePlaylistLink = z
  .object({ code: PlaylistCode })
  .describe('The code of the link to a playlist. The page of the web client is `/app/playlists/<id>#<code>`.');

const Listed = {
  limit: pageSize(20),
  cursor: z.string().max(500).optional().describe('Opaque cursor of the next page, from the previous response.'),
};

const call = { tag: 'Community', access: 'user' } as const;
const one = { ...call, params: idOf('playlist') } as const;
const entry = { ...call, params: idOf('playlist').extend({ trackId: IdParam.shape.id.describe('Id of the track.') }) } as const;
const editor = { ...call, params: idOf('playlist').extend({ name: text(1, 200).describe('User name of the editor.') }) } as const;

const EDITED = 'For the owner and the editors.';
const HIDDEN = 'Tracks that the caller does not see are left out, so a page can have fewer tracks than `limit`.';

export const playlistRoutes = {
  create: http('POST', '/playlists', {
    ...call,
    id: 'createPlaylist',
    permission: 'community.playlists.create',
    summary: 'Create a playlist',
    description: `A person has at most ${MOST_PLAYLISTS}. A bot has none.`,
    body: z.strictObject({
      title: PlaylistTitle,
      description: PlaylistDescription.optional(),
      visibility: SetVisibility.optional().describe('Default: `private`.'),
    }),
    success: created('The playlist.', WirePlaylist),
    errors: ['INVALID_STATE'],
  }),
  own: http('GET', '/me/playlists', {
    ...call,
    id: 'listOwnPlaylists',
    permission: 'community.playlists.list',
    summary: 'List the playlists that the caller owns or edits',
    query: z.strictObject({
      track: IdParam.shape.id.optional().describe('Id of a track: `has_track` states which playlists have it.'),
      ...Listed,
    }),
    success: ok('A page of playlists.', WireOwnPlaylistPage),
  }),
  ofPerson: http('GET', '/people/:name/playlists', {
    ...call,
    access: 'optional',
    params: z.object({ name: text(1, 200).describe('User name of the person.') }),
    id: 'listPlaylistsOfPerson',
    permission: 'community.playlists.listOfPerson',
    summary: 'List the public playlists of a person',
    query: z.strictObject(Listed),
    success: ok('A page of playlists.', WirePlaylistPage),
    errors: ['USER_NOT_FOUND'],
  }),
  get: http('GET', '/playlists/:id', {
    ...one,
    access: 'optional',
    id: 'getPlaylist',
    permission: 'community.playlists.get',
    summary: 'Get a playlist with its tracks',
    description: `A private one exists for its owner and its editors only. ${HIDDEN}`,
    query: z.strictObject(Listed),
    success: ok('The playlist with a page of its tracks.', WireOpenPlaylist),
  }),
  open: http('POST', '/shared-playlists', {
    ...call,
    access: 'optional',
    id: 'openSharedPlaylist',
    permission: 'community.playlists.open',
    summary: 'Get the playlist of a link with its tracks',
    description: `The code is in the body, so that no log on the way has it. ${HIDDEN}`,
    body: z.strictObject({
      code: PlaylistCode,
      limit: z.int().min(1).max(100).optional().describe('Number of tracks to return, 1 to 100. Default: 20.'),
      cursor: Listed.cursor,
    }),
    success: ok('The playlist with a page of its tracks.', WireOpenPlaylist),
    errors: ['NOT_FOUND'],
    idempotencyKey: false,
  }),
  update: http('PATCH', '/playlists/:id', {
    ...one,
    id: 'updatePlaylist',
    permission: 'community.playlists.update',
    summary: 'Change title, words and visibility of a playlist',
    description: 'For its owner.',
    body: z.strictObject({
      title: PlaylistTitle.optional(),
      description: PlaylistDescription.optional(),
      visibility: SetVisibility.optional(),
    }),
    success: ok('The playlist.', WirePlaylist),
  }),
  delete: http('DELETE', '/playlists/:id', {
    ...one,
    id: 'deletePlaylist',
    permission: 'community.playlists.delete',
    summary: 'Delete a playlist',
    description: 'For its owner, and for moderators if it is public. Its tracks stay.',
    success: noContent('The playlist is deleted.'),
  }),
  share: http('POST', '/playlists/:id/link', {
    ...one,
    id: 'sharePlaylist',
    permission: 'community.playlists.share',
    summary: 'Make a link to a playlist',
    description: 'For its owner. The visibility becomes `link`, and an earlier link ends. Only this response has the code.',
    success: created('The link.', WirePlaylistLink),
    idempotencyKey: false,
  }),
  addTrack: http('PUT', '/playlists/:id/tracks/:trackId', {
    ...entry,
    id: 'addToPlaylist',
    permission: 'community.playlistTracks.put',
    summary: 'Add a track to a playlist',
    description: `${EDITED} At the end; again is no change. A playlist has at most ${MOST_PLAYLIST_TRACKS} tracks.`,
    success: noContent('The playlist has the track.'),
    errors: ['INVALID_STATE'],
  }),
  removeTrack: http('DELETE', '/playlists/:id/tracks/:trackId', {
    ...entry,
    id: 'removeFromPlaylist',
    permission: 'community.playlistTracks.remove',
    summary: 'Take a track out of a playlist',
    description: `${EDITED} Again is no change, also of a track that the caller does not see.`,
    success: noContent('The playlist does not have the track.'),
  }),
  moveTrack: http('PUT', '/playlists/:id/tracks/:trackId/place', {
    ...entry,
    id: 'moveInPlaylist',
    permission: 'community.playlistTracks.move',
    summary: 'Move a track of a playlist',
    description: `${EDITED} The other tracks keep their order. \`CONFLICT\` when one of the two has left the playlist.`,
    body: z.strictObject({
      after: z
        .int()
        .min(1)
        .max(2_147_483_647)
        .nullable()
        .describe('Id of the track behind which it stands then; null for the beginning.'),
    }),
    success: noContent('The track stands there.'),
    errors: ['CONFLICT'],
  }),
  addEditor: http('PUT', '/playlists/:id/editors/:name', {
    ...editor,
    id: 'addPlaylistEditor',
    permission: 'community.playlistEditors.put',
    summary: 'Let a person edit a playlist',
    description: `For its owner; again is no change. An editor adds, moves and removes tracks. A playlist has at most ${MOST_PLAYLIST_EDITORS}.`,
    success: noContent('The person edits the playlist.'),
    errors: ['USER_NOT_FOUND', 'INVALID_STATE'],
  }),
  removeEditor: http('DELETE', '/playlists/:id/editors/:name', {
    ...editor,
    id: 'removePlaylistEditor',
    permission: 'community.playlistEditors.remove',
    summary: 'End the editing of a playlist',
    description: 'For its owner, and for the editor itself. Again is no change.',
    success: noContent('The person does not edit the playlist.'),
    errors: ['USER_NOT_FOUND'],
  }),
};
