import type { HttpCase, HttpCases } from './http-case.js';
import { track } from './store-objects.js';

/** A person that sends no request, and has blocked none of the callers. */
const person: HttpCase = {
  request: async ({ callers }) => ({ params: { name: (await callers.bystander('followed')).username } }),
};
const ofTrack: HttpCase = { request: async (objects) => ({ params: { id: await track(objects) } }) };

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
};
