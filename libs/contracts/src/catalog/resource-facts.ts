import { z } from 'zod';
import { text, visibleLabel } from '../text.js';

/** One spelling of each letter. No comma, because it separates tags in a query. */
const Tag = visibleLabel(1, 50)
  .refine((tag) => !tag.includes(','), 'must not contain a comma')
  .overwrite((tag) => tag.normalize('NFC'));

export const ResourceCategory = z.enum(['sample', 'preset', 'template', 'document', 'other']).describe('Kind of resource.');
export type ResourceCategory = z.infer<typeof ResourceCategory>;

/** The fields that the uploader sets; the others are derived from the bytes. */
export const ResourceFacts = z.strictObject({
  title: visibleLabel(1, 200).describe('Title of the resource, 1 to 200 characters.'),
  description: text(0, 5_000).default('').describe('Description of the resource, at most 5,000 characters.'),
  category: ResourceCategory,
  tags: z.array(Tag).max(20).default([]),
  isPublic: z.boolean().default(true),
});
export type ResourceFacts = z.infer<typeof ResourceFacts>;
