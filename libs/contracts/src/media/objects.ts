import { z } from 'zod';
import { Done, rpc } from '../rpc.js';

/**
 * What an upload is for. It decides which kinds of content are accepted and how large they may be; the limit itself
 * travels in the byte grant.
 */
export const UploadKind = z.enum(['track', 'resource', 'product-file', 'chat-file']);
export type UploadKind = z.infer<typeof UploadKind>;

export const ObjectId = z.uuid();

/**
 * Bytes that media keeps. `filename` is the uploader's, already freed of folders and control characters; `type` comes
 * from the content, never from the uploader; `hash` is the lower-case hex SHA-256 and serves as ETag.
 */
export const ObjectFacts = z.object({
  objectId: ObjectId,
  filename: z.string(),
  /** Bytes. */
  size: z.int().nonnegative(),
  type: z.string(),
  hash: z.string(),
});
export type ObjectFacts = z.infer<typeof ObjectFacts>;

/** The byte port's answer to an upload: the object, and the text fields that came with it in the form. */
export const StoredObject = ObjectFacts.extend({ fields: z.record(z.string(), z.string()) });
export type StoredObject = z.infer<typeof StoredObject>;

/** Who holds an object, in the owner's own words: `product:12/file:3`. At most one owner at a time. */
const OwnerRef = z.string().min(1).max(200);

export const ClaimObject = z.strictObject({
  objectId: ObjectId,
  ownerRef: OwnerRef,
  /** When given, the object must have been uploaded by this user; otherwise it counts as not found. */
  userId: z.int().positive().optional(),
});
export type ClaimObject = z.infer<typeof ClaimObject>;

export const ReleaseObject = z.strictObject({
  objectId: ObjectId,
  /** When given, only this owner's claim is given up. */
  ownerRef: OwnerRef.optional(),
});
export type ReleaseObject = z.infer<typeof ReleaseObject>;

/**
 * How the services that own uploads keep them.
 *
 * Promise: a claimed object stays until it is released; claiming again for the same owner gives the same answer, so a
 * claim may be repeated after a lost reply. Limit: nobody calls `claim` inside a database transaction; the order is
 * upload, claim, insert the own row, and when that insert fails, release. Failure: an object that nobody claims is
 * deleted after 24 hours, so an owner that dies between upload and claim leaves nothing behind for ever. A released
 * object is deleted at once; releasing one that is gone is not an error.
 */
export const objects = {
  claim: rpc('media.objects.claim', {
    summary: 'Keep an uploaded object for an owner',
    request: ClaimObject,
    reply: ObjectFacts,
    errors: ['NOT_FOUND', 'CONFLICT'],
    idempotent: true,
  }),
  release: rpc('media.objects.release', {
    summary: 'Give an object up; its bytes are deleted',
    request: ReleaseObject,
    reply: Done,
    errors: ['CONFLICT'],
    idempotent: true,
  }),
};
