import { z } from 'zod';
import { rpc } from '../rpc.js';
import { ObjectFacts } from './objects.js';

/** An address of a picture elsewhere, as a user names it. Media checks the host. */
export const PictureAddress = z
  .string()
  .max(2_000)
  .refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol), 'must be an https address');

export const FetchPicture = z.strictObject({ url: PictureAddress, userId: z.int().positive() });
export type FetchPicture = z.infer<typeof FetchPicture>;

/**
 * Pictures elsewhere, as uploads of a user. The upload is unclaimed, so a repeated call leaves one that is swept.
 * VALIDATION_FAILED, UNSUPPORTED_MEDIA_TYPE and PAYLOAD_TOO_LARGE are for good; UNAVAILABLE and OVERLOADED may pass.
 */
export const outsidePictures = {
  fetch: rpc('media.outsidePictures.fetch', {
    permission: 'internal',
    summary: 'Store the picture at an address elsewhere as an upload of a user',
    request: FetchPicture,
    reply: ObjectFacts,
    errors: ['UNSUPPORTED_MEDIA_TYPE', 'PAYLOAD_TOO_LARGE', 'QUOTA_EXCEEDED'],
    deadlineMs: 45_000,
  }),
};
