import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, type ListTrackNotices, type TrackNoticePage } from '@veza/contracts';
import { requireUser } from '@veza/platform';
import { NoticesRepository } from './notices.repository.js';

/** Notices of tracks, each for its uploader only. */
@Injectable()
export class NoticesService {
  constructor(private readonly notices: NoticesRepository) {}

  async list(caller: Caller, query: ListTrackNotices): Promise<TrackNoticePage> {
    const { userId } = requireUser(caller);
    const { rows, ...page } = await this.notices.list(userId, query);
    return { items: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })), ...page };
  }

  async read(caller: Caller, id: number): Promise<null> {
    const { userId } = requireUser(caller);
    if (!(await this.notices.read(userId, id))) throw new DeclaredError('NOT_FOUND');
    return null;
  }

  async readAll(caller: Caller): Promise<null> {
    const { userId } = requireUser(caller);
    await this.notices.readAll(userId);
    return null;
  }
}
