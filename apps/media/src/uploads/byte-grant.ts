import { Role, UploadKind } from '@veza/contracts';
import { type Keyring, verifyToken, withAnyKey } from '@veza/platform';
import { z } from 'zod';

/** The header with the signed permission for one request, from the gateway, which has authenticated the caller. */
export const GRANT_HEADER = 'x-veza-grant';
export const GRANT_PURPOSE = 'byte-grant';

export const PutGrant = z.object({
  verb: z.literal('put'),
  userId: z.int().positive(),
  kind: UploadKind,
  /** Of the file, in bytes. */
  maxBytes: z.int().positive(),
});
export type PutGrant = z.infer<typeof PutGrant>;

/** For a form with several files. */
export const PutFilesGrant = PutGrant.extend({
  verb: z.literal('put-files'),
  most: z.int().positive(),
  /** Of all files, in bytes. */
  maxTotal: z.int().positive(),
});
export type PutFilesGrant = z.infer<typeof PutFilesGrant>;

export const GetGrant = z.object({
  verb: z.literal('get'),
  objectId: z.uuid(),
  filename: z.string().max(500).optional(),
  type: z.string().max(200).optional(),
  disposition: z.enum(['inline', 'attachment']).optional(),
});
export type GetGrant = z.infer<typeof GetGrant>;

/** For the requests of one resumable upload. */
export const ResumeGrant = z.object({
  verb: z.literal('resume'),
  userId: z.int().positive(),
  sessionId: z.string(),
  role: Role,
  /** Of the file, in bytes. */
  maxBytes: z.int().positive(),
});
export type ResumeGrant = z.infer<typeof ResumeGrant>;

/** The grant of a request: of this kind, signed with one of our keys and not expired; else undefined. */
export function grantOf<Schema extends z.ZodType>(
  keys: Keyring,
  header: string | string[] | undefined,
  schema: Schema,
): z.output<Schema> | undefined {
  if (typeof header !== 'string') return undefined;
  return withAnyKey(keys, (key) => verifyToken(key, header, schema));
}
