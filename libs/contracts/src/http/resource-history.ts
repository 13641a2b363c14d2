import { z } from 'zod';
import { ResourceAction } from '../catalog/index.js';
import { timestamp } from '../timestamp.js';
import { WirePageInfo } from './page-info.js';

const WireTrashedResource = z.object({
  id: z.int().describe('Id of the resource.'),
  title: z.string().describe('Title.'),
  filename: z.string().describe('File name of the upload.'),
  file_size: z.int().describe('Size in bytes.'),
  deleted_by: z.int().nullable().describe('Id of the user who deleted the resource; null after the erasure of the account.'),
  deleted_at: timestamp('When the resource was deleted.'),
  expires_at: timestamp('When the resource is deleted permanently, with its file.'),
});

export const WireResourceTrash = z
  .object({ resources: z.array(WireTrashedResource).describe('The resources of the page.'), ...WirePageInfo.shape })
  .describe('A page of deleted resources.');
export type WireResourceTrash = z.infer<typeof WireResourceTrash>;

const Value = z.union([z.string(), z.boolean()]);

const WireResourceChange = z.object({
  id: z.int().describe('Id of the change.'),
  at: timestamp('When the change was made.'),
  user_id: z.int().nullable().describe('Id of the user who made the change; null after the erasure of the account.'),
  username: z.string().describe('User name of that user.'),
  action: ResourceAction,
  changes: z
    .array(
      z.object({
        field: z.string().describe('Name of the field.'),
        from: Value.describe('Value before the change; tags are text, separated by commas.'),
        to: Value.describe('Value after the change.'),
      }),
    )
    .describe('The difference.'),
});

export const WireResourceHistory = z
  .object({ changes: z.array(WireResourceChange).describe('The changes of the page, newest first.'), ...WirePageInfo.shape })
  .describe('A page of the history of a resource.');
export type WireResourceHistory = z.infer<typeof WireResourceHistory>;
