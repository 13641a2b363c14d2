import { z } from 'zod';
import { PageQuery, pageOf } from '../paging.js';
import { ResourceFacts } from './resource-facts.js';

const Id = z.int().min(1).max(2_147_483_647);

/** A deleted resource. Its file and its ratings are kept with it. */
export const TrashedResource = z.object({
  id: Id,
  title: z.string(),
  filename: z.string(),
  /** Bytes. */
  size: z.int(),
  uploaderId: Id,
  /** Null when the account was erased. */
  deletedBy: Id.nullable(),
  deletedAt: z.string(),
  /** When it is deleted permanently. */
  expiresAt: z.string(),
});
export type TrashedResource = z.infer<typeof TrashedResource>;

export const ListTrashedResources = z.strictObject(PageQuery.shape);
export type ListTrashedResources = z.infer<typeof ListTrashedResources>;

export const TrashedResourcePage = pageOf(TrashedResource);
export type TrashedResourcePage = z.infer<typeof TrashedResourcePage>;

export const ResourceAction = z
  .enum(['update', 'delete', 'restore'])
  .describe('The kind of change. The upload is not listed: the resource itself has its time and its uploader.');
export type ResourceAction = z.infer<typeof ResourceAction>;

const Value = z.union([z.string(), z.boolean()]);

/** One change of a resource. Tags are text, separated by commas. */
export const ResourceChange = z.object({
  id: z.int(),
  at: z.string(),
  /** Null when the account was erased. */
  userId: Id.nullable(),
  action: ResourceAction,
  /** Each of them a field of `ResourceFacts`, or an earlier one. */
  changes: z.array(z.object({ field: z.string(), from: Value, to: Value })).max(2 * Object.keys(ResourceFacts.shape).length),
});
export type ResourceChange = z.infer<typeof ResourceChange>;

export const ListResourceChanges = z.strictObject({ id: Id, ...PageQuery.shape });
export type ListResourceChanges = z.infer<typeof ListResourceChanges>;

export const ResourceChangePage = pageOf(ResourceChange);
export type ResourceChangePage = z.infer<typeof ResourceChangePage>;
