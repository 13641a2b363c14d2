import { z } from 'zod';
import { Role } from '../caller.js';
import { event } from '../events.js';
import { rpc } from '../rpc.js';
import { text } from '../text.js';

/** The public data of a user. An erased account keeps only its id, with the name `deleted user`. */
export const UserCard = z.strictObject({
  id: z.int().positive(),
  username: z.string(),
  /** Empty when not set, like `lastName`. */
  firstName: z.string(),
  lastName: z.string(),
  avatar: z.string().nullable(),
  role: Role,
  deleted: z.boolean(),
  /** The owner of a bot, which never changes, also after the erasure of the bot; absent for a person. */
  botOf: z.int().positive().optional(),
});
export type UserCard = z.infer<typeof UserCard>;

/** What people put on their page of themselves. `words`: names, the text and the links. */
export const ProfilePart = z.enum(['picture', 'banner', 'words']);
export type ProfilePart = z.infer<typeof ProfilePart>;

export const DELETED_USERNAME = 'deleted user';

export const users = {
  byIds: rpc('identity.users.byIds', {
    permission: 'internal',
    summary: 'Get the public data of at most 500 users; unknown ids are left out',
    request: z.strictObject({ ids: z.array(z.int().positive()).max(500) }),
    reply: z.strictObject({ users: z.array(UserCard) }),
    idempotent: true,
  }),
  standing: rpc('identity.users.standing', {
    permission: 'internal',
    summary: 'Whether an account has a confirmed address and is older than a day; false for an unknown one',
    request: z.strictObject({ userId: z.int().positive() }),
    reply: z.strictObject({ isEstablished: z.boolean() }),
    idempotent: true,
  }),
  find: rpc('identity.users.find', {
    permission: 'internal',
    summary: 'Find a user by user name or verified e-mail address, ignoring case',
    request: z.union([z.strictObject({ username: text(0, 100) }), z.strictObject({ email: text(0, 254) })]),
    reply: UserCard,
    errors: ['USER_NOT_FOUND'],
    idempotent: true,
  }),
};

export const userEvents = {
  changed: event('identity.users.changed', {
    summary: 'An account was created or its public data changed; the payload is the current data.',
    payload: UserCard,
  }),
  pictureRemoved: event('identity.users.pictureRemoved', {
    summary: 'A picture or banner of an account has no place any more, and can be deleted.',
    payload: z.strictObject({ userId: z.int().positive(), objectId: z.uuid() }),
  }),
  profileReset: event('identity.users.profileReset', {
    summary: 'A moderator has taken a part of a profile away.',
    payload: z.strictObject({ userId: z.int().positive(), part: ProfilePart, moderatorId: z.int().positive() }),
  }),
  deleted: event('identity.users.deleted', {
    summary:
      'An account was erased: its messages remain with the author "deleted user", all other data is deleted. Published again two minutes later, for rows that were written during the erasure.',
    payload: z.strictObject({ id: z.int().positive() }),
  }),
  cleared: event('identity.users.cleared', {
    summary:
      'The owner of the mailbox has taken over an account whose address was not confirmed: what gives access to it, such as a feed, ends.',
    payload: z.strictObject({ id: z.int().positive() }),
  }),
};
