import { Injectable } from '@nestjs/common';
import { type Caller, chat, SYSTEM } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { VisibleTracks } from '../visible-tracks/visible-tracks.js';
import type { NoticeRow } from './notices.repository.js';

/** Of a call of media. */
const MOST_TRACKS = 100;
const MOST_MESSAGES = 200;

/**
 * Messages are the chat's, and tracks of others media's: both are asked at each read, so that a deleted message, a left
 * room and a private track take their notices along at once. While one of them is away its notices are left out.
 */
@Injectable()
export class ReadableNotices {
  constructor(
    private readonly rpc: RpcClient,
    private readonly tracks: VisibleTracks,
  ) {}

  async among(caller: Caller, personId: number, rows: readonly NoticeRow[]): Promise<ReadonlySet<number>> {
    const messages = distinct(rows.flatMap(({ kind, part }) => (kind === 'mention' && part !== null ? part : [])));
    const tracks = distinct(rows.flatMap(({ kind, thing }) => (kind === 'reply' ? thing.id : [])));
    const [readable, visible] = await Promise.all([this.messages(personId, messages), this.visible(caller, tracks)]);
    const isReadable = ({ kind, thing, part }: NoticeRow) =>
      kind === 'mention' ? readable.has(Number(part)) : kind !== 'reply' || visible.has(Number(thing.id));
    return new Set(rows.filter(isReadable).map(({ id }) => id));
  }

  private async messages(userId: number, ids: readonly number[]): Promise<ReadonlySet<number>> {
    if (ids.length === 0) return new Set();
    const asked = { userId, ids: ids.slice(0, MOST_MESSAGES) };
    const found = await this.rpc.call(chat.messages.readable, asked, { caller: SYSTEM }).catch(() => undefined);
    return new Set(found?.ids);
  }

  private async visible(caller: Caller, ids: readonly number[]): Promise<ReadonlySet<number>> {
    const parts = [ids.slice(0, MOST_TRACKS), ids.slice(MOST_TRACKS)];
    const found = await Promise.all(parts.map((part) => this.tracks.among(caller, part).catch(() => [])));
    return new Set(found.flat().map(({ id }) => id));
  }
}

const distinct = (ids: readonly string[]): number[] => [...new Set(ids)].map(Number);
