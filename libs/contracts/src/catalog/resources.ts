import { z } from 'zod';
import { event } from '../events.js';
import { ObjectId } from '../media/index.js';
import { PageQuery, pageOf } from '../paging.js';
import { Done, rpc } from '../rpc.js';
import { label, text } from '../text.js';

const Id = z.int().min(1).max(2_147_483_647);
const Tag = label(1, 50);

export const ResourceCategory = z.enum(['sample', 'preset', 'template', 'document', 'other']);
export type ResourceCategory = z.infer<typeof ResourceCategory>;

export const ResourceView = z.object({
  id: Id,
  title: z.string(),
  description: z.string(),
  filename: z.string(),
  /** The type that the content has, not the one that the uploader said. */
  type: z.string(),
  /** Bytes. */
  size: z.int(),
  category: ResourceCategory,
  tags: z.array(z.string()),
  downloads: z.int(),
  /** The mean of all votes to two places, 0 without any. */
  rating: z.number(),
  ratingsCount: z.int(),
  /** The caller's own vote; only where one resource is shown. */
  myRating: z.int().optional(),
  isPublic: z.boolean(),
  uploaderId: Id,
  createdAt: z.string(),
  /** Another one after every change, whoever makes it; only where one resource is shown. */
  version: z.string().optional(),
});
export type ResourceView = z.infer<typeof ResourceView>;

/** What an uploader says of a resource; the rest is read from its bytes. */
export const ResourceFacts = z.strictObject({
  title: label(1, 200),
  description: text(0, 5_000).default(''),
  category: ResourceCategory,
  tags: z.array(Tag).max(20).default([]),
  isPublic: z.boolean().default(true),
});
export type ResourceFacts = z.infer<typeof ResourceFacts>;

export const CreateResource = ResourceFacts.extend({ objectId: ObjectId });
export type CreateResource = z.infer<typeof CreateResource>;

export const ListResources = z.strictObject({
  ...PageQuery.shape,
  search: text(0, 200).optional(),
  category: ResourceCategory.optional(),
  /** A resource must have all of them. */
  tags: z.array(text(1, 50)).max(20).default([]),
});
export type ListResources = z.infer<typeof ListResources>;

export const ResourcePage = pageOf(ResourceView);
export type ResourcePage = z.infer<typeof ResourcePage>;

const One = z.strictObject({ id: Id });

/**
 * Samples, presets, templates and documents to download. A public one is everybody's; another one exists only for its
 * uploader and for administrators (NOT_FOUND to all others, also in lists).
 */
export const resources = {
  create: rpc('catalog.resources.create', {
    summary: 'Claim an uploaded object as a resource; when that is refused, the object is released',
    request: CreateResource,
    reply: ResourceView,
    errors: ['UNAUTHENTICATED', 'NOT_FOUND', 'CONFLICT'],
  }),
  get: rpc('catalog.resources.get', {
    summary: 'One resource',
    request: One,
    reply: ResourceView,
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
  list: rpc('catalog.resources.list', {
    summary: 'Resources by filters and words',
    request: ListResources,
    reply: ResourcePage,
    idempotent: true,
  }),
  download: rpc('catalog.resources.download', {
    summary: 'The object behind a resource, for those who may have its bytes; counts one download unless it goes on with one',
    request: z.strictObject({ id: Id, continued: z.boolean().default(false) }),
    reply: z.object({ objectId: ObjectId, filename: z.string(), type: z.string(), size: z.int() }),
    errors: ['NOT_FOUND'],
  }),
  rate: rpc('catalog.resources.rate', {
    summary: 'Vote, or change a vote: one a person',
    request: z.strictObject({ id: Id, rating: z.int().min(1).max(5) }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
    idempotent: true,
  }),
  delete: rpc('catalog.resources.delete', {
    summary: 'Take a resource away with its bytes',
    /** `ifVersion`: what the caller has seen; another one now is PRECONDITION_FAILED. */
    request: One.extend({ ifVersion: z.string().max(40).optional() }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
};

export const resourceEvents = {
  deleted: event('catalog.resources.deleted', {
    summary: 'A resource is gone: nobody needs its bytes any more.',
    payload: z.object({ resourceId: Id, objectId: ObjectId }),
  }),
};
