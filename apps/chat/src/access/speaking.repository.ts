import { Injectable } from '@nestjs/common';
import { Database } from '@veza/database';
import { sanctionInForce } from './sanction-in-force.js';
import type { SanctionOnUser } from './speaking.js';

/*
 * The conditions for speaking: a person in a room without a ban or mute, to persons that have not blocked this person. A bot
 * is the person that owns it (decision 222). Raw SQL, because other statements contain them: the commit, changes, and the
 * look-up of rooms. The parameters are SQL expressions.
 */

/** The person behind an account: the owner of a bot, else the account itself. */
export const personOf = (user: string): string =>
  `coalesce((SELECT p.bot_of FROM people p WHERE p.id = ${user} LIMIT 1), ${user})`;

/** A sanction on a person holds for its bots; one on a bot holds for this bot. */
const ON_USER_OR_PERSON = (user: string, room: string, person: string) =>
  `s.user_id = ANY (ARRAY[${user}, ${person}]) AND s.room_id = ${room} AND s.kind <> 'kick' AND ${sanctionInForce('s')}`;

/** The sanction of a user in a room: `kind`, `until` and `rank`, at most one row, a ban before a mute, and both before the role of a reader. */
export const sanctionOn = (user: string, room: string): string =>
  `SELECT CASE WHEN s.of_role THEN 'reader' ELSE s.kind END AS kind, s.until, s.rank
     FROM sanctions s WHERE ${ON_USER_OR_PERSON(user, room, personOf(user))}
     ORDER BY s.kind, s.of_role, s.until DESC NULLS FIRST LIMIT 1`;

/** The name of a room `r`. A group without one has the names of its people, but for the user who sees it, if there are others. */
export const roomName = (room: string, user: string): string =>
  `CASE WHEN ${room}.is_group AND ${room}.name = '' THEN coalesce((
     SELECT left(string_agg(p.username, ', ' ORDER BY g.joined_at, p.id), 100) FROM members g JOIN people p ON p.id = g.user_id
     WHERE g.room_id = ${room}.id AND g.user_id <> ${user}), (SELECT p.username FROM people p WHERE p.id = ${user}), '') ELSE ${room}.name END`;

/** Whether the member is a reader of the room. An owner and a moderator are none, whatever rows they have. */
export const isReader = (user: string, room: string): string =>
  `EXISTS (SELECT FROM sanctions o WHERE o.room_id = ${room} AND o.user_id = ${user} AND o.of_role AND ${sanctionInForce('o')})`;

/** NULL unless a sanction silences the user in the room. The person is given: the commit knows it. */
export const silence = (user: string, room: string, person: string): string =>
  `(SELECT 1 FROM sanctions s WHERE ${ON_USER_OR_PERSON(user, room, person)} LIMIT 1)`;

/** NULL unless the person behind one of the recipients has blocked the person, or one of its bots. */
export const block = (recipients: readonly string[], person: string): string =>
  `(SELECT 1 FROM blocks b WHERE b.person_id IN (${recipients.map(personOf).join(', ')}) AND b.blocked_person_id = ${person}
     AND b.person_id <> b.blocked_person_id LIMIT 1)`;

/** The conditions for speaking, for actions that store no message. Raw SQL: the conditions are shared with the commit. */
@Injectable()
export class SpeakingRepository {
  constructor(private readonly database: Database) {}

  async sanctionOf(room: string, userId: number): Promise<SanctionOnUser | undefined> {
    const [sanction] = await this.database.query<SanctionOnUser>(sanctionOn('$1', '$2'), [userId, room]);
    return sanction;
  }

  /** Whether one user has blocked the other: the recipient the sender, or with `eitherWay` any of the two. */
  async isBlocked(recipient: number, sender: number, eitherWay = false): Promise<boolean> {
    const [row] = await this.database.query<{ blocked: boolean }>(
      `SELECT ${block(['$1::int'], personOf('$2::int'))} IS NOT NULL OR ($3 AND ${block(['$2::int'], personOf('$1::int'))} IS NOT NULL) AS blocked`,
      [recipient, sender, eitherWay],
    );
    return row?.blocked ?? false;
  }

  /** Those of `others` that have blocked the user, or that the user has blocked, by themselves or through a bot. */
  async blockedAmong(userId: number, others: readonly number[]): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT o.id FROM unnest($2::int[]) AS o (id)
       WHERE ${block(['o.id'], personOf('$1::int'))} IS NOT NULL OR ${block(['$1::int'], personOf('o.id'))} IS NOT NULL`,
      [userId, [...others]],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Whether a bot may enter a public room by itself: its owner is a member, and no bot of the owner is banned from the room,
   * whose place a new one would take.
   */
  async isAdmittedByOwner(room: string, owner: number): Promise<boolean> {
    const [row] = await this.database.query<{ admitted: boolean }>(
      `SELECT EXISTS (SELECT FROM members WHERE room_id = $1 AND user_id = $2) AND NOT EXISTS (
         SELECT FROM people p JOIN sanctions s ON s.user_id = p.id AND s.room_id = $1 AND s.kind = 'ban' AND ${sanctionInForce('s')}
         WHERE p.bot_of = $2) AS admitted`,
      [room, owner],
    );
    return row?.admitted ?? false;
  }

  /** Whether the user has ever written in the direct conversation. */
  async hasWritten(room: string, userId: number): Promise<boolean> {
    return (
      (await this.database.query('SELECT FROM messages WHERE room_id = $1 AND user_id = $2 LIMIT 1', [room, userId])).length > 0
    );
  }
}
