import { z } from 'zod';
import { ErrorCode } from '../errors.js';
import { Done, rpc } from '../rpc.js';

/**
 * The purpose of an upload. It determines the accepted content types and the size limit; the limit itself travels in the
 * byte grant. A `picture` is stored in the sizes of PICTURE_EDGES, for the front of any resource. A `voice` is encoded anew
 * before the reply to its upload.
 */
export const UploadKind = z.enum(['track', 'resource', 'product-file', 'chat-file', 'picture', 'voice']);
export type UploadKind = z.infer<typeof UploadKind>;

export const ObjectId = z.uuid();

/** Of one voice message. */
export const LONGEST_VOICE_SECONDS = 300;
/** Bars of the waveform of a voice message. */
export const VOICE_PEAKS = 64;
/** What was measured in the decoded sound of a `voice`. */
export const VoiceFacts = z.object({
  milliseconds: z.int().positive(),
  /** The largest level of each part of the sound, 0 to 100. */
  peaks: z.array(z.int().min(0).max(100)).max(VOICE_PEAKS),
});
export type VoiceFacts = z.infer<typeof VoiceFacts>;

/**
 * A stored object. `filename` is the uploader's, without folders and control characters. `type` is detected from the
 * content, never declared by the uploader. `hash` is the lower-case hex SHA-256 and serves as ETag.
 */
export const ObjectFacts = z.object({
  objectId: ObjectId,
  filename: z.string(),
  /** Bytes. */
  size: z.int().nonnegative(),
  type: z.string(),
  hash: z.string(),
  /** Of a `voice` only. */
  voice: VoiceFacts.optional(),
});
export type ObjectFacts = z.infer<typeof ObjectFacts>;

/** The byte port's reply to an upload: the object and the text fields of the form. */
export const StoredObject = ObjectFacts.extend({ fields: z.record(z.string(), z.string()) });
export type StoredObject = z.infer<typeof StoredObject>;

/** A file of several in one form that was refused for its content; the others are stored. */
const RefusedFile = z.object({ filename: z.string(), code: ErrorCode, message: z.string() });

/** The byte port's reply to several files in one form, in their order. */
export const StoredFiles = z.object({
  files: z.array(z.union([ObjectFacts, RefusedFile])),
  fields: z.record(z.string(), z.string()),
});
export type StoredFiles = z.infer<typeof StoredFiles>;

/** The owner of an object, in the owner's own notation: `product:12/file:3`. An object has at most one owner at a time. */
const OwnerRef = z.string().min(1).max(200);

/** The owner of a picture of an account; erasing the account releases all whose reference begins so. */
export const userPicture = (userId: number, place: 'picture' | 'banner' | ''): string => `user:${userId}/${place}`;

export const ClaimObject = z.strictObject({
  objectId: ObjectId,
  ownerRef: OwnerRef,
  /** If present, an object that this user did not upload is NOT_FOUND. */
  userId: z.int().positive().optional(),
  /** The object is a picture that anyone may load, by its id, until it is released. */
  isPublic: z.boolean().optional(),
});
export type ClaimObject = z.infer<typeof ClaimObject>;

export const ReleaseObject = z.strictObject({
  objectId: ObjectId,
  /** If present, only the claim of this owner is released. */
  ownerRef: OwnerRef.optional(),
});
export type ReleaseObject = z.infer<typeof ReleaseObject>;

/**
 * The life cycle of uploads, for the services that own them.
 *
 * Promise: a claimed object is stored until it is released. A repeated claim by the same owner returns the same reply, so a
 * claim may be retried after a lost reply. Limit: never call `claim` inside a database transaction; the order is upload,
 * claim, insert its row, and release if that insert fails. Failure: an unclaimed object is deleted after 24 hours, so an
 * owner that crashes between upload and claim leaves no garbage. A released object is deleted at once; releasing a deleted
 * object is not an error.
 */
export const objects = {
  claim: rpc('media.objects.claim', {
    permission: 'internal',
    summary: 'Claim an uploaded object for an owner',
    request: ClaimObject,
    reply: ObjectFacts,
    errors: ['NOT_FOUND', 'CONFLICT', 'UNSUPPORTED_MEDIA_TYPE'],
    idempotent: true,
  }),
  release: rpc('media.objects.release', {
    permission: 'internal',
    summary: 'Release an object; its bytes are deleted',
    request: ReleaseObject,
    reply: Done,
    errors: ['CONFLICT'],
    idempotent: true,
  }),
};
