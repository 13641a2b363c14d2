import { z } from 'zod';

export const Role = z.enum(['user', 'moderator', 'admin']);
export type Role = z.infer<typeof Role>;

/**
 * Who asks. It is made at a door (gateway, chat's upgrade, media's byte port) from a verified token, travels in the RPC
 * headers, and is the first argument of every service method. `anonymous` is somebody without a token; `system` is this
 * platform itself (a job, an event handler, the launcher).
 */
export const Caller = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('anonymous') }),
  z.object({ kind: z.literal('system') }),
  z.object({
    kind: z.literal('user'),
    userId: z.int().positive(),
    sessionId: z.string(),
    role: Role,
    /** The cabinet of X-Tenant-ID, checked for membership by booking on each request. */
    tenantId: z.string().optional(),
  }),
]);
export type Caller = z.infer<typeof Caller>;
export type UserCaller = Extract<Caller, { kind: 'user' }>;

export const ANONYMOUS: Caller = { kind: 'anonymous' };
export const SYSTEM: Caller = { kind: 'system' };
