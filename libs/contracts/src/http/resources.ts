import { z } from 'zod';
import { ListResources, ResourceCategory, ResourceFacts } from '../catalog/index.js';
import { listOf, PageQuery } from '../paging.js';
import { text } from '../text.js';
import { http, IdParam } from './route.js';

/** A resource as clients see it; `file_size` in bytes, `rating` the mean of `ratings_count` votes. */
export const WireResource = z.object({
  id: z.int(),
  title: z.string(),
  description: z.string(),
  filename: z.string(),
  file_type: z.string(),
  file_size: z.int(),
  category: ResourceCategory,
  tags: z.array(z.string()),
  downloads: z.int(),
  rating: z.number(),
  ratings_count: z.int(),
  my_rating: z.int().optional(),
  is_public: z.boolean(),
  uploader_id: z.int(),
  uploader_username: z.string(),
  created_at: z.string(),
});
export type WireResource = z.infer<typeof WireResource>;

export const WireResourcePage = z.object({
  resources: z.array(WireResource),
  total: z.int(),
  total_is_estimate: z.boolean(),
  page: z.int(),
  limit: z.int(),
  next_cursor: z.string().nullable(),
});
export type WireResourcePage = z.infer<typeof WireResourcePage>;

const { title, description, category, tags } = ResourceFacts.shape;

/** A list of tags as a form carries it: JSON text. */
const TagsText = z
  .string()
  .max(2_000)
  .transform((value, ctx): unknown => {
    if (value === '') return [];
    try {
      return JSON.parse(value);
    } catch {
      ctx.issues.push({ code: 'custom', message: 'must be a JSON array of texts', input: value });
      return z.NEVER;
    }
  });

/** The text fields that come with the file of POST /resources/upload, before or after it. */
export const UploadResourceForm = z
  .strictObject({
    title,
    description,
    category,
    tags: TagsText.pipe(tags).optional(),
    is_public: z.enum(['true', 'false']).default('true'),
  })
  .transform(({ is_public, tags, ...rest }) => ({ ...rest, tags: tags ?? [], isPublic: is_public === 'true' }));

const ResourceQuery = z
  .strictObject({
    ...PageQuery.shape,
    search: ListResources.shape.search,
    category: ResourceCategory.optional(),
    tags: listOf(text(1, 50), 20),
  })
  // A form that sends its empty fields asks for nothing by them.
  .transform(({ search, ...rest }) => ({ ...rest, search: search || undefined }));

const tag = 'Resources';
const one = { status: 200, description: 'The resource', body: WireResource } as const;
const bytes = { description: 'The bytes', contentType: '*/*' } as const;

export const resourceRoutes = {
  list: http('GET', '/resources', {
    id: 'listResources',
    tag,
    summary: "Public resources and one's own, by filters and words",
    access: 'optional',
    query: ResourceQuery,
    success: [{ status: 200, description: 'A page of resources', body: WireResourcePage }],
  }),
  get: http('GET', '/resources/:id', {
    id: 'getResource',
    tag,
    summary: 'One resource',
    access: 'optional',
    params: IdParam,
    success: [one],
  }),
  upload: http('POST', '/resources/upload', {
    id: 'uploadResource',
    tag,
    summary: 'Share a file (`file`, 200 MiB at most) with its facts',
    access: 'user',
    body: UploadResourceForm,
    bodyKind: 'multipart',
    fileField: 'file',
    success: [{ ...one, status: 201 }],
    errors: ['FILE_MISSING', 'UPLOAD_INCOMPLETE', 'QUOTA_EXCEEDED'],
  }),
  download: http('GET', '/resources/:id/download', {
    id: 'downloadResource',
    tag,
    summary: 'The bytes; counts one download',
    access: 'optional',
    params: IdParam,
    success: [
      { ...bytes, status: 200 },
      { ...bytes, status: 206, description: 'The range asked for' },
    ],
    errors: ['RANGE_NOT_SATISFIABLE'],
    etag: false,
  }),
  rate: http('POST', '/resources/:id/rate', {
    id: 'rateResource',
    tag,
    summary: 'Vote, or change a vote: one a person',
    access: 'user',
    params: IdParam,
    body: z.strictObject({ rating: z.int().min(1).max(5) }),
    success: [{ status: 204, description: 'It counts' }],
  }),
  delete: http('DELETE', '/resources/:id', {
    id: 'deleteResource',
    tag,
    summary: 'Take a resource away',
    access: 'user',
    params: IdParam,
    success: [{ status: 204, description: 'It is gone' }],
  }),
};
