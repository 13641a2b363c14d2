import { Injectable } from '@nestjs/common';
import { personBehind } from '@veza/contracts';
import type { Connection } from './connection.js';

/** The authenticated connections of this replica, by user, by the person behind it, and by session. */
@Injectable()
export class Connections {
  private readonly byUser = new Map<number, Set<Connection>>();
  private readonly byPerson = new Map<number, Set<Connection>>();
  private readonly bySession = new Map<string, Set<Connection>>();
  private readonly registered = new Set<Connection>();

  /** Returns whether it is the first of its user on this replica. */
  add(connection: Connection): boolean {
    const { identity } = connection;
    if (!identity) throw new Error('Only an authenticated connection is registered');
    this.registered.add(connection);
    addTo(this.bySession, identity.sessionId, connection);
    addTo(this.byPerson, personBehind(identity.caller), connection);
    return addTo(this.byUser, identity.userId, connection) === 1;
  }

  /** Returns whether it was the last of its user on this replica. */
  remove(connection: Connection): boolean {
    const { identity } = connection;
    if (!identity || !this.registered.delete(connection)) return false;
    removeFrom(this.bySession, identity.sessionId, connection);
    removeFrom(this.byPerson, personBehind(identity.caller), connection);
    return removeFrom(this.byUser, identity.userId, connection) === 0;
  }

  ofUser(userId: number): ReadonlySet<Connection> {
    return this.byUser.get(userId) ?? NONE;
  }

  /** For a sanction, which holds for the user and for its bots: the connections of a person, or of one bot. */
  sanctionedWith(userId: number): ReadonlySet<Connection> {
    return this.byPerson.get(userId) ?? this.ofUser(userId);
  }

  ofSession(sessionId: string): ReadonlySet<Connection> {
    return this.bySession.get(sessionId) ?? NONE;
  }

  get all(): ReadonlySet<Connection> {
    return this.registered;
  }

  get users(): IterableIterator<number> {
    return this.byUser.keys();
  }
}

const NONE: ReadonlySet<Connection> = new Set();

function addTo<K>(map: Map<K, Set<Connection>>, key: K, connection: Connection): number {
  const set = map.get(key) ?? new Set();
  map.set(key, set.add(connection));
  return set.size;
}

function removeFrom<K>(map: Map<K, Set<Connection>>, key: K, connection: Connection): number {
  const set = map.get(key);
  set?.delete(connection);
  if (set?.size === 0) map.delete(key);
  return set?.size ?? 0;
}
