import { comment, filledPlaylist, notice, playlist, playlistCode } from './community-objects.js';
import type { HttpCase, HttpCases } from './http-case.js';
import { track } from './store-objects.js';

/** A person that sends no request, and has blocked none of the callers. */
const person: HttpCase = {
  request: async ({ callers }) => ({ params: { name: (await callers.bystander('followed')).username } }),
};
const ofTrack: HttpCase = { request: async (objects) => ({ params: { id: await track(objects) } }) };

const ofComment: HttpCase = {
  request: async (objects) => ({ params: { id: await track(objects), commentId: await comment(objects) } }),
};
const ofPlaylist: HttpCase = { request: async (objects) => ({ params: { id: await playlist(objects) } }) };
const ofEntry: HttpCase = {
  request: async (objects) => ({ params: { id: await filledPlaylist(objects), trackId: await track(objects) } }),
};
const ofEditor: HttpCase = {
  request: async (objects) => ({
    params: { id: await playlist(objects), name: (await objects.callers.bystander('editor')).username },
  }),
};

export const COMMUNITY_CASES: HttpCases = {
  getPerson: person,
  listFollowers: person,
  listFollowing: person,
  followPerson: person,
  unfollowPerson: person,
  getTrackLikes: ofTrack,
  likeTrack: ofTrack,
  unlikeTrack: ofTrack,
  listLikedTracks: {},
  listFeed: {},
  listPublications: {},
  listRecentPlays: {},
  listComments: ofTrack,
  listCommentMarks: ofTrack,
  listReplies: ofComment,
  addComment: { request: async (objects) => ({ params: { id: await track(objects) }, json: { text: 'Hm' } }) },
  editComment: ofComment,
  removeComment: { ...ofComment, uses: 'own objects' },
  listNotices: {},
  readNotices: {},
  readNotice: { request: async (objects) => ({ params: { id: await notice(objects) } }), visibilities: ['private'] },
  getNoticeLevels: {},
  setNoticeLevels: {},
  createPlaylist: {},
  listOwnPlaylists: {},
  listPlaylistsOfPerson: person,
  getPlaylist: ofPlaylist,
  openSharedPlaylist: { request: async (objects) => ({ json: { code: await playlistCode(objects) } }) },
  updatePlaylist: ofPlaylist,
  deletePlaylist: { ...ofPlaylist, uses: 'own objects' },
  /** Its visibility changes. */
  sharePlaylist: { ...ofPlaylist, uses: 'own objects' },
  addToPlaylist: ofEntry,
  removeFromPlaylist: { ...ofEntry, uses: 'own objects' },
  moveInPlaylist: ofEntry,
  addPlaylistEditor: ofEditor,
  removePlaylistEditor: ofEditor,
};
