import { z } from 'zod';

export const Role = z.enum(['user', 'moderator', 'admin']).describe('Role of the user on the platform.');
export type Role = z.infer<typeof Role>;

/**
 * The identity on whose behalf a request runs. An entry point (gateway, chat's upgrade, media's byte port) creates it from a
 * verified token. It travels in the RPC headers and is the first argument of every service method. `anonymous` is a request
 * without a token; `system` is the platform itself (a job, an event handler, the launcher).
 */
export const Caller = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('anonymous'),
    /** A name of the network of the client: work that is shared takes turns by it. */
    network: z.string().max(64).optional(),
  }),
  z.object({ kind: z.literal('system') }),
  z.object({
    kind: z.literal('user'),
    userId: z.int().positive(),
    sessionId: z.string(),
    role: Role,
    /** The owner of the bot that acts; absent for a person. */
    botOf: z.int().positive().optional(),
    /** The scopes of an API token; absent for a session, which may do all that its role and its objects allow. */
    scopes: z.array(z.string()).optional(),
    /** The cabinet of X-Tenant-ID; booking checks the membership on each request. */
    tenantId: z.string().optional(),
  }),
]);
export type Caller = z.infer<typeof Caller>;
export type UserCaller = Extract<Caller, { kind: 'user' }>;

/** The person behind a caller: the owner of a bot, else the user. Blocks, sanctions and limits count for it (decision 222). */
export const personBehind = ({ userId, botOf }: Pick<UserCaller, 'userId' | 'botOf'>): number => botOf ?? userId;

export const ANONYMOUS: Caller = { kind: 'anonymous' };
export const SYSTEM: Caller = { kind: 'system' };
