import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type community,
  DeclaredError,
  noticeEvents,
  type NoticePage,
  type NoticeThing,
  type NoticeView,
  type RpcInput,
  type UserCaller,
} from '@veza/contracts';
import { Database, decodeCursor, encodeCursor, type SqlExecutor } from '@veza/database';
import { Outbox } from '@veza/transport';
import { z } from 'zod';
import { requirePerson } from '../people/acting-person.js';
import { type NewNotice, type NoticeRow, NoticesRepository, type ReadNotices } from './notices.repository.js';
import { ReadableNotices } from './readable-notices.js';

const Position = z.tuple([z.int().positive()]);

/** The list of what happened to a person, on all its devices. */
@Injectable()
export class NoticesService {
  constructor(
    private readonly database: Database,
    private readonly repository: NoticesRepository,
    private readonly readable: ReadableNotices,
    private readonly outbox: Outbox,
  ) {}

  async list(caller: Caller, query: RpcInput<typeof community.notices.list>): Promise<NoticePage> {
    const { userId } = requireReader(caller);
    const { kinds, unread, limit, cursor } = query;
    const after = cursor === undefined ? undefined : decodeCursor(cursor, Position)[0];
    const [found, waiting] = await Promise.all([
      this.repository.list(userId, { kinds, unread, after, limit: limit + 1 }),
      this.repository.unread(userId, kinds),
    ]);
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    const readable = await this.readable.among(caller, userId, [...page, ...waiting]);
    const isReadable = ({ id }: NoticeRow) => readable.has(id);
    return {
      notices: page.filter(isReadable).map(viewOf),
      unread: waiting.filter(isReadable).length,
      nextCursor: last ? encodeCursor([last.id]) : null,
    };
  }

  async read(caller: Caller, id: number): Promise<null> {
    const { userId } = requireReader(caller);
    if (!(await this.repository.has(userId, id))) throw new DeclaredError('NOT_FOUND');
    return this.markRead(userId, { id });
  }

  async readMany(caller: Caller, which: RpcInput<typeof community.notices.readMany>): Promise<null> {
    const { userId } = requireReader(caller);
    return this.markRead(userId, which);
  }

  /** In the transaction of what happened, at the time of its event. People that have it already hear nothing. */
  async record(tx: SqlExecutor, personIds: readonly number[], notice: NewNotice, at?: string): Promise<void> {
    const userIds = await this.repository.add(tx, personIds, notice, at);
    if (userIds.length === 0) return;
    const { key: _key, version: _version, ...facts } = notice;
    await this.outbox.append(tx, noticeEvents.recorded, { ...facts, userIds });
  }

  removeThing(tx: SqlExecutor, kind: NoticeThing, id: number): Promise<void> {
    return this.repository.removeThing(tx, kind, String(id));
  }

  removeOfCabinet(tx: SqlExecutor, personId: number, cabinetId: string): Promise<void> {
    return this.repository.removeOfCabinet(tx, personId, cabinetId);
  }

  removeAll(tx: SqlExecutor, personId: number): Promise<void> {
    return this.repository.removeAll(tx, personId);
  }

  private async markRead(userId: number, which: ReadNotices): Promise<null> {
    await this.database.transaction(async (tx) => {
      if (await this.repository.read(tx, userId, which)) await this.outbox.append(tx, noticeEvents.read, { userId });
    });
    return null;
  }
}

const requireReader = (caller: Caller): UserCaller => requirePerson(caller, 'A bot has no notices');

const viewOf = ({ createdAt, ...row }: NoticeRow): NoticeView => ({ ...row, createdAt: createdAt.toISOString() });
