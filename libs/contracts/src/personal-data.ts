import { z } from 'zod';
import { rpc, type RpcContract } from './rpc.js';

/** Rows as their table has them: snake_case names, ISO 8601 times. */
export const PersonalDataPage = z.object({
  rows: z.array(z.record(z.string(), z.unknown())).max(100),
  /** The `after` of the next request; null on the last page. */
  next: z.string().nullable(),
});
export type PersonalDataPage = z.infer<typeof PersonalDataPage>;

/**
 * The personal-data export of one service: what it stores about the caller, section by section, in pages of at most 100 rows.
 * GET /users/me/export is composed of these pages. A row holds the caller's own data and the ids of other users, nothing else
 * about them. Each section that is exported is erased or anonymized by the service's handler of `identity.users.deleted`.
 */
export const personalDataExport = <const Sections extends readonly [string, ...string[]]>(service: string, sections: Sections) =>
  rpc(`${service}.personalData.export`, {
    permission: 'identity.accounts.export',
    summary: "A page of the caller's personal data in one section, in key order",
    request: z.strictObject({ section: z.enum(sections), after: z.string().max(500).optional() }),
    reply: PersonalDataPage,
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  });

/** The names of the sections of such a contract. */
export type SectionOf<C extends RpcContract<z.ZodType<{ section: string }>>> = z.output<C['request']>['section'];
