import { z } from 'zod';
import { text } from '../text.js';
import { pageSize } from './chat-parameters.js';
import { WireFoundUser } from './people.js';
import { PictureBody } from './picture-body.js';
import { http, idOf } from './route.js';
import { noContent, ok } from './successes.js';
import { TrackBody } from './track-bodies.js';
import { WireProfile } from './users.js';

export const WirePublicPerson = WireProfile.pick({
  id: true,
  username: true,
  first_name: true,
  last_name: true,
  avatar: true,
  bio: true,
  created_at: true,
  links: true,
})
  .extend({
    picture: PictureBody.nullable().describe('The uploaded picture, or null. Its middle size is the `avatar` too.'),
    banner: PictureBody.nullable().describe('The uploaded wide picture of the page, or null.'),
    followers: z.int().describe('Number of people that follow this one.'),
    following: z.int().describe('Number of people that this one follows.'),
    followed_by_me: z.boolean().describe('Whether the caller follows this person; false without a token.'),
  })
  .describe('The public page of a person.');
export type WirePublicPerson = z.infer<typeof WirePublicPerson>;

export const WirePeoplePage = z
  .object({
    people: z.array(WireFoundUser).max(100).describe('The people, latest relation first.'),
    next_cursor: z.string().nullable().describe('Cursor of the next page; null on the last page.'),
  })
  .describe('A page of people.');
export type WirePeoplePage = z.infer<typeof WirePeoplePage>;

export const WireTrackLikes = z
  .object({
    likes: z.int().describe('Number of people that like the track.'),
    liked_by_me: z.boolean().describe('Whether the caller likes the track; false without a token.'),
  })
  .describe('The likes of a track.');
export type WireTrackLikes = z.infer<typeof WireTrackLikes>;

export const WireLikedTracks = z
  .object({
    tracks: z.array(TrackBody).max(100).describe('The tracks, latest like first.'),
    next_cursor: z.string().nullable().describe('Cursor of the next page; null on the last page.'),
  })
  .describe('A page of tracks that the caller likes.');
export type WireLikedTracks = z.infer<typeof WireLikedTracks>;

const Listed = z.strictObject({
  limit: pageSize(20),
  cursor: z.string().max(500).optional().describe('Opaque cursor of the next page, from the previous response.'),
});

const tag = 'Community';
const person = {
  tag,
  params: z.object({ name: text(1, 200).describe('User name of the person.') }),
} as const;
const track = { tag, params: idOf('track') } as const;

const HIDDEN = 'Banned people, bots, and people with a block between them and the caller have no page and are in no list.';

export const communityRoutes = {
  person: http('GET', '/people/:name', {
    ...person,
    id: 'getPerson',
    permission: 'community.people.get',
    summary: 'Get the public page of a person',
    description: HIDDEN,
    access: 'optional',
    success: ok('The page.', WirePublicPerson),
    errors: ['USER_NOT_FOUND'],
  }),
  followers: http('GET', '/people/:name/followers', {
    ...person,
    id: 'listFollowers',
    permission: 'community.followers.list',
    summary: 'List the people that follow a person',
    description: HIDDEN,
    access: 'optional',
    query: Listed,
    success: ok('A page of people.', WirePeoplePage),
    errors: ['USER_NOT_FOUND'],
  }),
  following: http('GET', '/people/:name/following', {
    ...person,
    id: 'listFollowing',
    permission: 'community.following.list',
    summary: 'List the people that a person follows',
    description: HIDDEN,
    access: 'optional',
    query: Listed,
    success: ok('A page of people.', WirePeoplePage),
    errors: ['USER_NOT_FOUND'],
  }),
  follow: http('PUT', '/people/:name/follow', {
    ...person,
    id: 'followPerson',
    permission: 'community.follows.put',
    summary: 'Follow a person',
    description:
      'Again is no change. A block ends follows in both directions. A person follows at most 5,000 others, and 500 new ones a day. A bot has no follows.',
    access: 'user',
    success: noContent('The caller follows the person.'),
    errors: ['USER_NOT_FOUND', 'INVALID_STATE'],
  }),
  unfollow: http('DELETE', '/people/:name/follow', {
    ...person,
    id: 'unfollowPerson',
    permission: 'community.follows.remove',
    summary: 'Follow a person no more',
    description: 'Again is no change.',
    access: 'user',
    success: noContent('The caller does not follow the person.'),
    errors: ['USER_NOT_FOUND'],
  }),
  likes: http('GET', '/tracks/:id/likes', {
    ...track,
    id: 'getTrackLikes',
    permission: 'community.likes.get',
    summary: 'Get the likes of a track',
    access: 'optional',
    success: ok('The likes.', WireTrackLikes),
  }),
  like: http('PUT', '/tracks/:id/like', {
    ...track,
    id: 'likeTrack',
    permission: 'community.likes.put',
    summary: 'Like a track',
    description: 'Again is no change. A person likes at most 10,000 tracks, and 1,000 new ones a day. Bots like nothing.',
    access: 'user',
    success: noContent('The caller likes the track.'),
    errors: ['INVALID_STATE'],
  }),
  unlike: http('DELETE', '/tracks/:id/like', {
    ...track,
    id: 'unlikeTrack',
    permission: 'community.likes.remove',
    summary: 'Take back a like',
    description: 'Again is no change, also of a track that the caller does not see.',
    access: 'user',
    success: noContent('The caller does not like the track.'),
  }),
  liked: http('GET', '/me/likes', {
    id: 'listLikedTracks',
    permission: 'community.likes.list',
    tag,
    summary: 'List the tracks that the caller likes',
    description: 'Tracks that became private are left out, so a page can have fewer tracks than `limit`.',
    access: 'user',
    query: Listed,
    success: ok('A page of tracks.', WireLikedTracks),
  }),
};
