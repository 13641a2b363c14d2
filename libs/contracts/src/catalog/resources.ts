import { z } from 'zod';
import { event } from '../events.js';
import { ObjectId } from '../media/index.js';
import { CountedTotal, PageQuery, pageOf, SearchHelp } from '../paging.js';
import { IdRange, PublicIds } from '../public-ids.js';
import { Published, Withdrawn } from '../publications.js';
import { Done, rpc } from '../rpc.js';
import { text } from '../text.js';
import { CatalogChange } from './catalog-change.js';
import { ResourceCategory, ResourceFacts } from './resource-facts.js';
import { ListResourceChanges, ListTrashedResources, ResourceChangePage, TrashedResourcePage } from './resource-history.js';

const Id = z.int().min(1).max(2_147_483_647);

const Version = z.string().max(40);

export const ResourceView = z.object({
  id: Id,
  title: z.string(),
  description: z.string(),
  filename: z.string(),
  /** Media type detected from the content, not the one that the uploader declared. */
  type: z.string(),
  /** Bytes. */
  size: z.int(),
  category: ResourceCategory,
  tags: z.array(z.string()),
  downloads: z.int(),
  /** Mean of all ratings to two decimal places; 0 without ratings. */
  rating: z.number(),
  ratingsCount: z.int(),
  /** The caller's own rating; absent in lists. */
  myRating: z.int().optional(),
  isPublic: z.boolean(),
  uploaderId: Id,
  createdAt: z.string(),
  /** Changes with every change of the resource; absent in lists. */
  version: z.string().optional(),
});
export type ResourceView = z.infer<typeof ResourceView>;

export const CreateResource = ResourceFacts.extend({ objectId: ObjectId });
export type CreateResource = z.infer<typeof CreateResource>;

/** Fields that are left out keep their value. */
export const UpdateResource = ResourceFacts.extend({
  description: ResourceFacts.shape.description.unwrap().describe('Description of the resource, at most 5,000 characters.'),
  tags: ResourceFacts.shape.tags.unwrap(),
  isPublic: ResourceFacts.shape.isPublic.unwrap(),
})
  .partial()
  .extend({ id: Id, ifVersion: Version.optional() });
export type UpdateResource = z.infer<typeof UpdateResource>;

export const ResourceSort = z
  .enum(['created_at', '-created_at', 'downloads', '-downloads', 'rating', '-rating', 'title', '-title'])
  .describe('Sort order; a leading `-` is descending. Default: best match when searching, otherwise newest first.');
export type ResourceSort = z.infer<typeof ResourceSort>;

export const ListResources = z.strictObject({
  ...PageQuery.shape,
  total: CountedTotal,
  search: text(0, 200).optional().describe('Full-text search over titles and descriptions.'),
  sort: ResourceSort.optional(),
  /** Any of them. */
  categories: z.array(ResourceCategory).max(20).default([]),
  /** Of one uploader; `me` is the caller. */
  uploader: z.union([Id, z.literal('me')]).optional(),
  /** A resource must have all of them, in any case and with or without accents. */
  tags: z.array(text(1, 50)).max(20).default([]),
});
export type ListResources = z.infer<typeof ListResources>;

export const ResourcePage = pageOf(ResourceView).extend(SearchHelp.shape);
export type ResourcePage = z.infer<typeof ResourcePage>;

const One = z.strictObject({ id: Id });

/**
 * Samples, presets, templates and documents to download. A private resource is visible to its uploader and administrators
 * only: for other callers it is NOT_FOUND and absent from lists.
 */
export const resources = {
  create: rpc('catalog.resources.create', {
    permission: 'catalog.resources.create',
    summary: 'Claim an uploaded object as a resource; on failure the object is released',
    request: CreateResource,
    reply: ResourceView,
    errors: ['UNAUTHENTICATED', 'NOT_FOUND', 'CONFLICT'],
  }),
  get: rpc('catalog.resources.get', {
    permission: 'catalog.resources.get',
    summary: 'Get a resource',
    request: One,
    reply: ResourceView,
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
  among: rpc('catalog.resources.among', {
    permission: 'catalog.resources.get',
    summary: 'Get those of at most 100 resources that the caller may see, in the order of the ids',
    request: z.strictObject({ ids: z.array(Id).max(100) }),
    reply: z.object({ resources: z.array(ResourceView).max(100) }),
    idempotent: true,
  }),
  list: rpc('catalog.resources.list', {
    permission: 'catalog.resources.list',
    summary: 'List or search resources',
    request: ListResources,
    reply: ResourcePage,
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
    cancellable: true,
  }),
  download: rpc('catalog.resources.download', {
    permission: 'catalog.resources.download',
    summary: 'Get the object of a resource for a download',
    request: One,
    reply: z.object({ objectId: ObjectId, filename: z.string(), type: z.string(), size: z.int() }),
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
  countDownload: rpc('catalog.resources.countDownload', {
    permission: 'catalog.resources.download',
    summary: 'Count a download whose last bytes are being sent, unless it is one of the same reader too many',
    request: One.extend({
      /** Digest of the address of an anonymous caller. */
      address: z.string().min(1).max(64),
      /** The response is the rest of the file: a part of a download that may have been counted. */
      isRest: z.boolean(),
    }),
    reply: Done,
    errors: ['NOT_FOUND'],
    /** The last bytes of a download wait for it. */
    deadlineMs: 1_500,
  }),
  update: rpc('catalog.resources.update', {
    permission: 'catalog.resources.update',
    summary: 'Change the description of a resource; id, file, downloads and ratings stay',
    request: UpdateResource,
    reply: ResourceView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
  publicIds: rpc('catalog.resources.publicIds', {
    permission: 'internal',
    summary: 'List the ids of the public resources, in a range',
    request: IdRange,
    reply: PublicIds,
    idempotent: true,
  }),
  rate: rpc('catalog.resources.rate', {
    permission: 'catalog.resources.rate',
    summary: 'Rate a resource; one rating per user, which can be changed',
    request: z.strictObject({ id: Id, rating: z.int().min(1).max(5) }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
  unrate: rpc('catalog.resources.unrate', {
    permission: 'catalog.resources.unrate',
    summary: 'Take back the rating of the caller',
    request: One,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
    idempotent: true,
  }),
  delete: rpc('catalog.resources.delete', {
    permission: 'catalog.resources.delete',
    summary: 'Move a resource with its file to the trash',
    /** `ifVersion`: the version that the caller read. If it has changed since, the error is PRECONDITION_FAILED. */
    request: One.extend({ ifVersion: Version.optional() }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
  listTrash: rpc('catalog.resources.listTrash', {
    permission: 'catalog.resources.listTrash',
    summary: 'List the deleted resources of the caller, the last deleted first',
    request: ListTrashedResources,
    reply: TrashedResourcePage,
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  }),
  restore: rpc('catalog.resources.restore', {
    permission: 'catalog.resources.restore',
    summary: 'Restore a deleted resource with its file and its ratings',
    request: One,
    reply: ResourceView,
    errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
  }),
  history: rpc('catalog.resources.history', {
    permission: 'catalog.resources.history',
    summary: 'List the changes of a resource, the newest first; also of a deleted one',
    request: ListResourceChanges,
    reply: ResourceChangePage,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
};

export const resourceEvents = {
  changed: event('catalog.resources.changed', {
    summary: 'A resource was created, changed, moved to the trash or restored.',
    payload: CatalogChange,
  }),
  published: event('catalog.resources.published', {
    summary: 'Resources of an uploader can be seen by everybody from now on.',
    payload: Published,
  }),
  withdrawn: event('catalog.resources.withdrawn', { summary: 'Resources of an uploader became private.', payload: Withdrawn }),
  deleted: event('catalog.resources.deleted', {
    summary: 'A resource was deleted permanently; its object can be released.',
    payload: z.object({ resourceId: Id, objectId: ObjectId }),
  }),
};
