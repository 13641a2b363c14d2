import { z } from 'zod';
import { ListResources, ResourceCategory, ResourceFacts, ResourceSort, UpdateResource } from '../catalog/index.js';
import { CountedTotal, listOf, PageQuery } from '../paging.js';
import { text } from '../text.js';
import { timestamp } from '../timestamp.js';
import { WirePageInfo, WireSearchHelp } from './page-info.js';
import { WireResourceHistory, WireResourceTrash } from './resource-history.js';
import { http, idOf, OwnerParam } from './route.js';
import { created, fileContent, noContent, ok } from './successes.js';

export { WireResourceHistory, WireResourceTrash } from './resource-history.js';

export const WireResource = z
  .object({
    id: z.int().describe('Id of the resource.'),
    title: z.string().describe('Title.'),
    description: z.string().describe('Description; may be empty.'),
    filename: z.string().describe('File name of the upload.'),
    file_type: z.string().describe('Media type, detected from the content.'),
    file_size: z.int().describe('Size in bytes.'),
    category: ResourceCategory,
    tags: z.array(z.string()).describe('Tags, at most 20.'),
    downloads: z.int().describe('Number of downloads.'),
    rating: z.number().describe('Mean of all ratings, 1 to 5, to two decimal places; 0 without ratings.'),
    ratings_count: z.int().describe('Number of ratings.'),
    my_rating: z.int().optional().describe('Rating by the caller, 1 to 5; absent in lists and without one.'),
    is_public: z.boolean().describe('Whether everyone can see and download the resource.'),
    uploader_id: z.int().describe('Id of the user who uploaded the resource.'),
    uploader_username: z.string().describe('User name of the uploader.'),
    created_at: timestamp('When the resource was uploaded.'),
  })
  .describe('A shared file.');
export type WireResource = z.infer<typeof WireResource>;

export const WireResourcePage = z
  .object({
    resources: z.array(WireResource).describe('The resources of the page.'),
    ...WirePageInfo.shape,
    ...WireSearchHelp.shape,
  })
  .describe('A page of resources.');
export type WireResourcePage = z.infer<typeof WireResourcePage>;

const { title, description, category, tags } = ResourceFacts.shape;

/** A list of tags in a form field: JSON text. */
const TagsText = z
  .string()
  .max(2_000)
  .transform((value, ctx): unknown => {
    if (value === '') return [];
    try {
      return JSON.parse(value);
    } catch {
      ctx.issues.push({ code: 'custom', message: 'must be a JSON array of strings', input: value });
      return z.NEVER;
    }
  });

/** The text fields beside the file of POST /resources/upload. */
export const UploadResourceForm = z
  .object({
    title,
    description,
    category,
    tags: TagsText.pipe(tags).optional().describe('Tags as a JSON array of strings: at most 20, of 1 to 50 characters.'),
    is_public: z.enum(['true', 'false']).default('true').describe('Whether everyone can see and download the resource.'),
  })
  .transform(({ is_public, tags, ...rest }) => ({ ...rest, tags: tags ?? [], isPublic: is_public === 'true' }));

export const UpdateResourceBody = z
  .object({
    title: UpdateResource.shape.title,
    description: UpdateResource.shape.description,
    category: UpdateResource.shape.category,
    tags: UpdateResource.shape.tags.describe('Tags, at most 20, of 1 to 50 characters without a comma.'),
    is_public: z.boolean().optional().describe('Whether everyone can see and download the resource.'),
  })
  .transform(({ is_public, ...rest }) => ({ ...rest, isPublic: is_public }));

const ResourceQuery = z
  .strictObject({
    ...PageQuery.shape,
    total: CountedTotal,
    search: ListResources.shape.search,
    sort: ResourceSort.optional(),
    category: listOf(ResourceCategory, 5).describe('Only resources of this kind, or of one of several.'),
    uploader: OwnerParam.optional().describe('Only resources of this user, by id; `me` is the caller, also private ones.'),
    tags: listOf(text(1, 50), 20).describe(
      'Only resources with all of these tags, at most 20, without regard to case and accents.',
    ),
  })
  // A form submits its empty fields; they filter nothing.
  .transform(({ search, category, uploader, ...rest }) => ({
    ...rest,
    search: search || undefined,
    categories: category,
    uploader: uploader === '' ? undefined : uploader,
  }));

const tag = 'Resources';
const params = idOf('resource');

export const resourceRoutes = {
  list: http('GET', '/resources', {
    id: 'listResources',
    permission: 'catalog.resources.list',
    tag,
    summary: 'List resources',
    description:
      'Returns public resources and those of the caller. Filters combine with AND, several values of `category` with OR.',
    access: 'optional',
    query: ResourceQuery,
    success: ok('A page of resources.', WireResourcePage),
  }),
  get: http('GET', '/resources/:id', {
    id: 'getResource',
    permission: 'catalog.resources.get',
    tag,
    summary: 'Get a resource',
    access: 'optional',
    params,
    success: ok('The resource.', WireResource),
  }),
  upload: http('POST', '/resources/upload', {
    id: 'uploadResource',
    permission: 'catalog.resources.create',
    tag,
    summary: 'Upload a resource',
    description: 'The form field `file` holds the file, at most 200 MiB. Text fields may precede or follow it.',
    access: 'user',
    body: UploadResourceForm,
    bodyKind: 'multipart',
    fileField: 'file',
    success: created('The resource.', WireResource),
    errors: ['FILE_MISSING', 'UPLOAD_INCOMPLETE', 'QUOTA_EXCEEDED'],
  }),
  download: http('GET', '/resources/:id/download', {
    id: 'downloadResource',
    permission: 'catalog.resources.download',
    tag,
    summary: 'Download a resource',
    description:
      'Counts one download when its last byte is sent, of one reader at most two in 24 hours. HEAD, 304, suffix ranges and the ranges before the last one count nothing.',
    access: 'optional',
    params,
    success: fileContent,
    errors: ['RANGE_NOT_SATISFIABLE'],
    etag: false,
  }),
  rate: http('POST', '/resources/:id/rate', {
    id: 'rateResource',
    permission: 'catalog.resources.rate',
    tag,
    summary: 'Rate a resource',
    description: 'Each user has one rating per resource; a new one replaces it. The uploader has none.',
    access: 'user',
    params,
    body: z.object({ rating: z.int().min(1).max(5).describe('Rating, 1 (worst) to 5 (best).') }),
    success: noContent('The rating is stored.'),
  }),
  unrate: http('DELETE', '/resources/:id/rate', {
    id: 'unrateResource',
    permission: 'catalog.resources.unrate',
    tag,
    summary: 'Take back a rating',
    description: 'Also without one.',
    access: 'user',
    params,
    success: noContent('The caller has no rating of the resource.'),
  }),
  update: http('PUT', '/resources/:id', {
    id: 'updateResource',
    permission: 'catalog.resources.update',
    tag,
    summary: 'Update a resource',
    description:
      'For the uploader and administrators. Fields that are left out keep their value; the file, the downloads and the ratings stay.',
    access: 'user',
    params,
    body: UpdateResourceBody,
    success: ok('The updated resource.', WireResource),
    errors: ['PRECONDITION_FAILED'],
  }),
  delete: http('DELETE', '/resources/:id', {
    id: 'deleteResource',
    permission: 'catalog.resources.delete',
    tag,
    summary: 'Delete a resource',
    description: 'For the uploader and administrators. It stays in the trash, with its file, and can be restored for 30 days.',
    access: 'user',
    params,
    success: noContent('The resource is in the trash.'),
  }),
  listTrash: http('GET', '/resources/trash', {
    id: 'listTrashedResources',
    permission: 'catalog.resources.listTrash',
    tag,
    summary: 'List deleted resources',
    description: 'Those of the caller, the last deleted first.',
    access: 'user',
    query: PageQuery,
    success: ok('A page of deleted resources.', WireResourceTrash),
  }),
  restore: http('POST', '/resources/:id/restore', {
    id: 'restoreResource',
    permission: 'catalog.resources.restore',
    tag,
    summary: 'Restore a deleted resource',
    description: 'For the uploader and administrators. The resource has its id, its file, its downloads and its ratings again.',
    access: 'user',
    params,
    success: ok('The resource.', WireResource),
  }),
  history: http('GET', '/resources/:id/history', {
    id: 'getResourceHistory',
    permission: 'catalog.resources.history',
    tag,
    summary: 'List the changes of a resource',
    description: 'For the uploader and administrators; also of a deleted resource. The 200 newest changes are kept.',
    access: 'user',
    params,
    query: PageQuery,
    success: ok('A page of changes.', WireResourceHistory),
  }),
};
