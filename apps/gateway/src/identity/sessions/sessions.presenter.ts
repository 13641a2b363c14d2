import type { UserCaller, WireLoginSession } from '@veza/contracts';
import type { Session } from './session.entity.js';

export function sessionOf(session: Session, caller: UserCaller): WireLoginSession {
  return {
    id: session.id,
    device: session.device,
    address: session.address,
    created_at: session.createdAt.toISOString(),
    last_used_at: session.lastUsedAt.toISOString(),
    expires_at: session.expiresAt.toISOString(),
    current: session.id === caller.sessionId,
  };
}
