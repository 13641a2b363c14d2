import { bans } from './bans.js';
import { keys, revocations, sessions, tickets } from './sessions.js';
import { users } from './users.js';

export { banEvents } from './bans.js';
export { PublicKey, Revocation, REVOCATIONS_CHANNEL, SessionView } from './sessions.js';
export { DELETED_USERNAME, ProfilePart, UserCard, userEvents } from './users.js';

/** The RPC contracts that the gateway serves as the service `identity`. */
export const identity = { sessions, tickets, revocations, keys, users, bans };
