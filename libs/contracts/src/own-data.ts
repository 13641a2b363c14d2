import { z } from 'zod';
import { rpc, type RpcContract } from './rpc.js';

/** Rows as their table has them: snake_case names, ISO times. */
export const OwnRows = z.object({
  rows: z.array(z.record(z.string(), z.unknown())).max(100),
  /** For `after` of the next question; null at the end. */
  next: z.string().nullable(),
});
export type OwnRows = z.infer<typeof OwnRows>;

/**
 * The one question that every service with personal data answers: what it keeps of the caller, section by section, a page of
 * at most 100 rows at a time. GET /users/me/export is made of the answers. A row holds what the caller did or said and ids of
 * others, nothing else of them. What a section shows, the service's handler of `identity.users.deleted` erases or detaches.
 */
export const ownData = <const Sections extends readonly [string, ...string[]]>(service: string, sections: Sections) =>
  rpc(`${service}.people.export`, {
    summary: 'A page of what is kept of the caller, in the order of its keys',
    request: z.strictObject({ section: z.enum(sections), after: z.string().max(500).optional() }),
    reply: OwnRows,
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  });

/** The names of the sections of such a contract. */
export type SectionOf<C extends RpcContract<z.ZodType<{ section: string }>>> = z.output<C['request']>['section'];
