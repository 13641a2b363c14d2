import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, type UserCaller } from '@veza/contracts';
import type { SqlExecutor } from '@veza/database';
import { digestOf } from '@veza/platform';
import { readerOf, requirePerson, requireShown } from '../people/acting-person.js';
import { type FoundPlaylist, PlaylistsRepository } from './playlists.repository.js';

export const NO_BOT = 'A bot has no playlists';

/** Who reads and changes a playlist. What the caller may not read is NOT_FOUND. */
@Injectable()
export class PlaylistAccess {
  constructor(private readonly repository: PlaylistsRepository) {}

  async requireReadable(caller: Caller, id: number): Promise<FoundPlaylist> {
    return readable(await this.repository.find({ id }, readerOf(caller)));
  }

  async requireByCode(caller: Caller, code: string): Promise<FoundPlaylist> {
    const found = await this.repository.find({ codeHash: digestOf(code) }, readerOf(caller));
    if (!found) throw new DeclaredError('NOT_FOUND', { message: 'This link is not valid, or has ended' });
    return found;
  }

  /** Locks the playlist of the caller. */
  async requireOwn(tx: SqlExecutor, caller: Caller, id: number): Promise<UserCaller> {
    const user = requirePerson(caller, NO_BOT);
    const found = await this.requireActing(tx, user, id);
    if (!found.isOwn) throw new DeclaredError('FORBIDDEN');
    return user;
  }

  /** Locks the playlist of the caller; for moderators also a public one of another person. */
  async requireDeletable(tx: SqlExecutor, caller: Caller, id: number): Promise<void> {
    const user = requirePerson(caller, NO_BOT);
    const found = await this.requireActing(tx, user, id);
    if (!found.isOwn && (user.role === 'user' || found.visibility !== 'public')) throw new DeclaredError('FORBIDDEN');
  }

  /** Locks a playlist that the caller owns or edits. */
  async requireEdited(tx: SqlExecutor, caller: Caller, id: number): Promise<UserCaller> {
    const user = requirePerson(caller, NO_BOT);
    const found = await this.requireActing(tx, user, id);
    if (!found.isOwn && !found.isEdited) throw new DeclaredError('FORBIDDEN');
    return user;
  }

  private async requireActing(tx: SqlExecutor, { userId }: UserCaller, id: number): Promise<FoundPlaylist> {
    const found = readable(await this.repository.find({ id }, userId, tx));
    requireShown({ isHidden: found.isReaderHidden });
    return found;
  }
}

function readable(found: FoundPlaylist | undefined): FoundPlaylist {
  if (!found || !(found.isOwn || found.isEdited || found.visibility === 'public')) throw new DeclaredError('NOT_FOUND');
  return found;
}
