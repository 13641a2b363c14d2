import { z } from 'zod';
import { text } from '../text.js';
import { http } from './route.js';

const Pixels = z.coerce.number().int().min(1).max(10_000).default(10_000);

export const OEmbedBody = z
  .object({
    type: z.literal('rich').describe('Always `rich`: a frame.'),
    version: z.literal('1.0').describe('Always `1.0`.'),
    title: z.string().describe('Title of the track or album.'),
    provider_name: z.string().describe('Name of the platform.'),
    provider_url: z.string().describe('Address of the web client.'),
    cache_age: z.int().describe('Seconds for which the response may be kept.'),
    html: z.string().describe('A frame with the player, for a page of any site.'),
    width: z.int().describe('Width of the frame in pixels.'),
    height: z.int().describe('Height of the frame in pixels.'),
  })
  .describe('A player of a public track or album, by oEmbed 1.0.');
export type OEmbedBody = z.infer<typeof OEmbedBody>;

export const oembedRoutes = {
  get: http('GET', '/oembed', {
    id: 'getOEmbed',
    edition: 'root',
    access: 'none',
    permission: 'identity.documents.get',
    tag: 'Tracks',
    summary: 'Get the player of a public track or album for a page of another site',
    description:
      'By oEmbed 1.0, for the address of a track in the web client, also with a second (`#t=83`), and for that of an album. `NOT_FOUND` for every other address, as for a private track.',
    query: z.object({
      url: text(1, 2_000).describe('Address of the page of the track or album.'),
      format: z.enum(['json', 'xml']).default('json').describe('Form of the response.'),
      maxwidth: Pixels.describe('Greatest width of the frame in pixels.'),
      maxheight: Pixels.describe('Greatest height of the frame in pixels.'),
    }),
    openQuery: true,
    success: [
      { status: 200, description: 'The player.', body: OEmbedBody },
      { status: 200, description: 'The same in XML.', body: z.string(), contentType: 'text/xml' },
    ],
    errors: ['NOT_FOUND'],
  }),
};
