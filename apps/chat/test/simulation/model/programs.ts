import { isUniqueViolation } from '@veza/database';
import fc from 'fast-check';
import { directRoom } from '../../../src/protocol/log-event.js';
import { entry, type Store } from './conformance.js';

/** One read or change. Its numbers choose among rooms, users and messages. */
export interface ProgramStep {
  readonly action: (typeof ACTIONS)[number];
  readonly actor: number;
  readonly place: number;
  readonly object: number;
}

const ACTIONS = [
  'write',
  'write',
  'write',
  'batch',
  'obstacles',
  'edit',
  'remove',
  'react',
  'unreact',
  'ban',
  'mute',
  'lift',
  'block',
  'open',
  'enter',
  'find',
  'tops',
  'events',
  'last',
  'touched',
] as const;

export const programs = fc.array(
  fc.record({ action: fc.constantFrom(...ACTIONS), actor: fc.nat(5), place: fc.nat(5), object: fc.nat(11) }),
  { minLength: 10, maxLength: 40, size: 'max' },
);

/** The rooms and users of one program, so that many programs share one database. */
export class ProgramRun {
  private readonly ids: number[] = [];
  private written = 0;

  constructor(
    private readonly store: Store,
    private readonly rooms: readonly string[],
    private readonly firstUser: number,
  ) {}

  /** Runs a program. Returns the results of the store, without ids and times, which differ between two stores. */
  async run(program: readonly ProgramStep[]): Promise<unknown[]> {
    const results: unknown[] = [];
    for (const step of program) results.push({ action: step.action, result: this.comparable(await this.runStep(step)) });
    return results;
  }

  private async runStep({ action, actor, place, object }: ProgramStep): Promise<unknown> {
    const { log, messages, rooms, changes, sanctions, history } = this.store;
    const user = this.user(actor);
    const direct = directRoom(user, this.user(actor + 1));
    const room = place === 5 ? direct : (this.rooms[place % this.rooms.length] ?? '');
    const id = this.ids.at(-1 - (object % 5)) ?? 0;
    switch (action) {
      case 'write':
        return this.write([this.entry(room, user, object, id)], object > 8);
      case 'batch':
        return this.write(
          [0, 1, 2, 3].map((n) => this.entry(n % 2 ? room : 'nowhere', this.user(actor + n), object + n, id)),
          object > 5,
        );
      case 'obstacles':
        return messages.obstacles(entry(room, user, `c${object}`, { replyTo: object % 3 ? null : id }));
      case 'edit':
        return changes.edit(id, user, `edited ${object}`);
      case 'remove':
        return changes.remove(id, user);
      case 'react':
      case 'unreact':
        return changes.react(id, user, object % 2 ? '👍' : '👎', action === 'react');
      case 'ban':
      case 'mute':
        return sanctions.add({
          kind: action,
          room,
          userId: user,
          reason: 'a reason',
          duration: object % 2 ? '1h' : 'permanent',
          moderatorId: 9,
          rank: 'moderator',
        });
      case 'lift':
        return sanctions.lift({ room, userId: user, moderatorId: 9, ranks: ['moderator'] });
      case 'block':
        return this.store.block(user, this.user(actor + 1));
      case 'open':
        return rooms.openDirect(direct, Math.min(user, this.user(actor + 1)), Math.max(user, this.user(actor + 1)));
      case 'enter':
        return place === 5 ? undefined : rooms.addMember(room, user);
      case 'find': {
        const found = await rooms.find(room, user);
        return (
          found && [
            found.kind,
            found.lastSeq,
            found.role,
            found.sanction,
            found.sanctionUntil === null,
            found.sanctionRank,
            found.memberLimit,
          ]
        );
      }
      case 'tops':
        return log.lastSeqsOf([...this.rooms, direct, 'nowhere']);
      case 'events':
        return log.events(room, object % 4, object, 1 + (object % 7));
      case 'last':
        return history.last([...this.rooms, direct], user);
      case 'touched':
        return [
          (await log.directSince(user, Date.now() - 60_000)).sort(), // in no order
          await log.lastSeqAt(room, Date.now() + 60_000),
          await log.lastSeqAt(room, 0),
          await log.roomsAt(user, Date.now() + 60_000, 100),
          (await log.recentDirect()).get(direct),
          (await sanctions.recent()).filter((each) => this.rooms.includes(each.room)),
        ];
    }
  }

  private async write(entries: Parameters<Store['messages']['write']>[0], wait: boolean): Promise<unknown> {
    try {
      const { placed, rooms } = await this.store.messages.write(entries, wait);
      for (const { id } of placed.values()) this.ids.push(id);
      return { placed, rooms: [...rooms].sort() };
    } catch (error) {
      return { violated: isUniqueViolation(error, 'client_ids_pkey') };
    }
  }

  private user(n: number): number {
    return this.firstUser + (n % 3);
  }

  /** An entry, mostly with a new client id and without a reply. */
  private entry(room: string, userId: number, object: number, id: number) {
    if (object % 4) this.written += 1;
    return entry(room, userId, `c${this.written}`, {
      replyTo: object % 5 ? null : id || null,
      named: object % 7 > 0,
      mentions: ['one'],
    });
  }

  /** A result with ids replaced by their order of creation, and without times. */
  private comparable(value: unknown): unknown {
    const text = JSON.stringify(value, (key, each: unknown) => {
      if (['at', 'until', 'createdAt', 'sanctionUntil'].includes(key)) return undefined;
      if (['id', 'replyTo'].includes(key) && typeof each === 'number') return this.ids.indexOf(each);
      if (each instanceof Map) return [...each].sort((one, other) => String(one[0]).localeCompare(String(other[0])));
      return each;
    });
    return text === undefined ? undefined : JSON.parse(text);
  }
}
