import { z } from 'zod';
import { Done, rpc } from '../rpc.js';

const PersonId = z.int().min(1).max(2_147_483_647);
const OnePerson = z.strictObject({ personId: PersonId });

const ListPeople = OnePerson.extend({
  limit: z.int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
});
export type ListPeople = z.infer<typeof ListPeople>;

/** Ids of people, the latest relation first. */
const PeoplePage = z.object({ ids: z.array(PersonId).max(100), nextCursor: z.string().nullable() });
export type PeoplePage = z.infer<typeof PeoplePage>;

export const PersonRelations = z.object({
  /** Of people that are shown: without banned ones. */
  followers: z.int().nonnegative(),
  following: z.int().nonnegative(),
  followedByMe: z.boolean(),
});
export type PersonRelations = z.infer<typeof PersonRelations>;

/**
 * Relations between people (decision 245). A banned person, and one with a block between it and the caller, is
 * USER_NOT_FOUND, and absent from lists. Whether an account exists is known by identity, which the gateway reads first.
 */
export const people = {
  get: rpc('community.people.get', {
    permission: 'community.people.get',
    summary: 'Get the counts of a person, and whether the caller follows it',
    request: OnePerson,
    reply: PersonRelations,
    errors: ['USER_NOT_FOUND'],
    idempotent: true,
  }),
};

export const followers = {
  list: rpc('community.followers.list', {
    permission: 'community.followers.list',
    summary: 'List the people that follow a person, latest first',
    request: ListPeople,
    reply: PeoplePage,
    errors: ['USER_NOT_FOUND'],
    idempotent: true,
  }),
};

export const following = {
  list: rpc('community.following.list', {
    permission: 'community.following.list',
    summary: 'List the people that a person follows, latest first',
    request: ListPeople,
    reply: PeoplePage,
    errors: ['USER_NOT_FOUND'],
    idempotent: true,
  }),
};

export const follows = {
  put: rpc('community.follows.put', {
    permission: 'community.follows.put',
    summary: 'Follow a person; again is no change',
    request: OnePerson,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'BANNED', 'USER_NOT_FOUND', 'INVALID_STATE', 'RATE_LIMITED'],
    idempotent: true,
  }),
  remove: rpc('community.follows.remove', {
    permission: 'community.follows.remove',
    summary: 'Follow a person no more; again is no change',
    request: OnePerson,
    reply: Done,
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  }),
};
