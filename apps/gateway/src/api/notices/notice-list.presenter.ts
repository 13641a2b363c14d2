import type { NoticePage, WireNotice, WireNoticePage } from '@veza/contracts';
import { wireFoundUser } from '../../identity/people/people.presenter.js';
import type { FoundUser } from '../../identity/people/people.repository.js';

/** A ban or an erasure that community has not heard of yet holds here already. */
export function wireNotices({ notices, unread, nextCursor }: NoticePage, actors: readonly FoundUser[]): WireNoticePage {
  const known = new Map(actors.map((actor) => [actor.id, wireFoundUser(actor)]));
  const shown = notices.flatMap(({ id, kind, actorId, thing, part, detail, read, createdAt }): WireNotice[] => {
    const actor = actorId === null ? null : known.get(actorId);
    return actor === undefined ? [] : [{ id, kind, actor, thing, part_id: part, detail, read, created_at: createdAt }];
  });
  return { notices: shown, unread, next_cursor: nextCursor };
}
