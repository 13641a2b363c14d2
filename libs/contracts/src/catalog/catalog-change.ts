import { z } from 'zod';

const Id = z.int().min(1).max(2_147_483_647);

/** What happened to objects of one owner. A restored object is created, one in the trash is deleted. */
export const CatalogChange = z.object({
  ownerId: Id,
  /** Those of one statement, hence at most a batch of an import. */
  ids: z.array(Id).min(1).max(500),
  change: z.enum(['created', 'updated', 'deleted']),
});
export type CatalogChange = z.infer<typeof CatalogChange>;

/** The change that an action of a history is for readers of the object. */
export const changeOf = (action: string): CatalogChange['change'] =>
  action === 'delete' ? 'deleted' : action === 'restore' ? 'created' : 'updated';
