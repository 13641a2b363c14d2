import type { WireAccountBan } from '@veza/contracts';
import type { AccountBan } from './account-ban.entity.js';

export const wireBan = ({ id, userId, moderatorId, duration, reason, ...ban }: AccountBan): WireAccountBan => ({
  id,
  user_id: userId,
  moderator_id: moderatorId,
  duration,
  reason,
  created_at: ban.createdAt.toISOString(),
  until: ban.until?.toISOString() ?? null,
  lifted_at: ban.liftedAt?.toISOString() ?? null,
  lifted_by: ban.liftedBy,
});
