import { z } from 'zod';
import { text } from '../text.js';
import { rpc } from '../rpc.js';

/** An address of the web, as it stands in a message. */
export const PreviewedAddress = text(1, 2_000).refine(
  (url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol),
  'must be an http or https address',
);

export const LinkPreview = z.object({
  site: z.string(),
  title: z.string(),
  description: z.string(),
  /** A public picture. */
  pictureId: z.uuid().nullable(),
});
export type LinkPreview = z.infer<typeof LinkPreview>;

/** What pages elsewhere say of themselves (decision 276). */
export const linkPreviews = {
  get: rpc('media.linkPreviews.get', {
    permission: 'media.linkPreviews.get',
    summary: 'Get what a page elsewhere says of itself; null for one that says nothing',
    request: z.strictObject({ url: z.string() }),
    reply: z.object({ preview: LinkPreview.nullable() }),
    errors: ['UNAUTHENTICATED', 'RATE_LIMITED'],
    idempotent: true,
    deadlineMs: 10_000,
  }),
};
