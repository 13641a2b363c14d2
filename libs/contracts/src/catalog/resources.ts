import { z } from 'zod';
import { event } from '../events.js';
import { ObjectId } from '../media/index.js';
import { PageQuery, pageOf } from '../paging.js';
import { Done, rpc } from '../rpc.js';
import { label, text } from '../text.js';

const Id = z.int().min(1).max(2_147_483_647);
const Tag = label(1, 50);

export const ResourceCategory = z.enum(['sample', 'preset', 'template', 'document', 'other']).describe('Kind of resource.');
export type ResourceCategory = z.infer<typeof ResourceCategory>;

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

/** The fields that the uploader sets; the others are derived from the bytes. */
export const ResourceFacts = z.strictObject({
  title: label(1, 200).describe('Title of the resource, 1 to 200 characters.'),
  description: text(0, 5_000).default('').describe('Description of the resource, at most 5,000 characters.'),
  category: ResourceCategory,
  tags: z.array(Tag).max(20).default([]),
  isPublic: z.boolean().default(true),
});
export type ResourceFacts = z.infer<typeof ResourceFacts>;

export const CreateResource = ResourceFacts.extend({ objectId: ObjectId });
export type CreateResource = z.infer<typeof CreateResource>;

export const ListResources = z.strictObject({
  ...PageQuery.shape,
  search: text(0, 200).optional().describe('Full-text search over titles and descriptions.'),
  category: ResourceCategory.optional(),
  /** A resource must have all of them. */
  tags: z.array(text(1, 50)).max(20).default([]),
});
export type ListResources = z.infer<typeof ListResources>;

export const ResourcePage = pageOf(ResourceView);
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
  list: rpc('catalog.resources.list', {
    permission: 'catalog.resources.list',
    summary: 'List or search resources',
    request: ListResources,
    reply: ResourcePage,
    idempotent: true,
    cancellable: true,
  }),
  download: rpc('catalog.resources.download', {
    permission: 'catalog.resources.download',
    summary: 'Get the object of a resource for a download; counts one download unless it continues one',
    request: z.strictObject({ id: Id, continued: z.boolean().default(false) }),
    reply: z.object({ objectId: ObjectId, filename: z.string(), type: z.string(), size: z.int() }),
    errors: ['NOT_FOUND'],
  }),
  rate: rpc('catalog.resources.rate', {
    permission: 'catalog.resources.rate',
    summary: 'Rate a resource; one rating per user, which can be changed',
    request: z.strictObject({ id: Id, rating: z.int().min(1).max(5) }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
    idempotent: true,
  }),
  delete: rpc('catalog.resources.delete', {
    permission: 'catalog.resources.delete',
    summary: 'Delete a resource and its bytes',
    /** `ifVersion`: the version that the caller read. If it has changed since, the error is PRECONDITION_FAILED. */
    request: One.extend({ ifVersion: z.string().max(40).optional() }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
};

export const resourceEvents = {
  deleted: event('catalog.resources.deleted', {
    summary: 'A resource was deleted; its object can be released.',
    payload: z.object({ resourceId: Id, objectId: ObjectId }),
  }),
};
