import { z } from 'zod';
import { PreviewedAddress } from '../media/index.js';
import { PictureBody } from './picture-body.js';
import { http } from './route.js';
import { ok } from './successes.js';

export const WireLinkPreview = z
  .object({
    site: z.string().describe('Name of the site, or its host.'),
    title: z.string().describe('Title of the page, at most 150 characters.'),
    description: z.string().describe('What the page says of itself, at most 300 characters; can be empty.'),
    picture: PictureBody.nullable().describe('Its picture, re-encoded here; null without one.'),
  })
  .describe('What a page elsewhere says of itself.');
export type WireLinkPreview = z.infer<typeof WireLinkPreview>;

export const linkPreviewRoutes = {
  get: http('GET', '/link-previews', {
    id: 'getLinkPreview',
    permission: 'media.linkPreviews.get',
    tag: 'Chat',
    access: 'user',
    summary: 'Get what a page elsewhere says of itself',
    description:
      'For a link in a message. The platform reads the page once a day for all readers, without cookies; the site does not learn ' +
      'who reads. Only https pages at public addresses are read, within five seconds and one mebibyte. A user has 60 pages read in ' +
      'ten minutes; those that others had read do not count.',
    query: z.strictObject({
      url: PreviewedAddress.describe('Address of the page, at most 2,000 characters.'),
    }),
    success: ok(
      'The preview.',
      z.object({
        preview: WireLinkPreview.nullable().describe('The preview; null for a page that says nothing, or is not reached.'),
      }),
    ),
  }),
};
