import { Injectable } from '@nestjs/common';
import { type ListTrashedResources, resourceEvents, TRASH_DAYS, type TrashedResource } from '@veza/contracts';
import { Database, insertJsonRows, jsonRowOf, type Page, QueryParts, readPage, type Transaction } from '@veza/database';
import { Hourly } from '@veza/platform';
import { Outbox } from '@veza/transport';
import { Resource } from './resource.entity.js';
import { ResourceHistoryRepository } from './resource-history.repository.js';

const EXPIRES = `deleted_at + make_interval(days => ${TRASH_DAYS})`;
const VOTES = 'FROM resource_ratings WHERE resource_id = kept.id';
const PURGED_AT_ONCE = 100;

export type ResourceTrashRow = Omit<TrashedResource, 'deletedAt' | 'expiresAt'> & { deletedAt: Date; expiresAt: Date };

/**
 * Deleted resources, as decision 150 has products. A resource leaves its table, and comes back as the same row. Its ratings
 * stay where they are, so that an erasure of their authors finds them; a restore adds them up again.
 * Raw SQL: rows move as JSON, and come back with whatever columns the entity has.
 */
@Injectable()
export class ResourceTrashRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly history: ResourceHistoryRepository,
  ) {}

  /** False when there is no such resource, or not of the given version. */
  async move(id: number, userId: number, ifVersion?: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const [moved] = await tx.query<{ uploaderId: number }>(
        `WITH gone AS (DELETE FROM resources WHERE id = $1 AND ($3::text IS NULL OR xmin::text = $3) RETURNING *)
         INSERT INTO resource_trash (id, uploader_id, deleted_by, resource)
         SELECT id, uploader_id, $2, ${jsonRowOf(Resource, 'gone')} FROM gone RETURNING uploader_id AS "uploaderId"`,
        [id, userId, ifVersion],
      );
      if (!moved) return false;
      await this.history.append(tx, { resourceId: id, ...moved, userId, action: 'delete' });
      return true;
    });
  }

  async uploaderOf(id: number): Promise<number | undefined> {
    const [row] = await this.database.query<{ uploaderId: number }>(
      `SELECT uploader_id AS "uploaderId" FROM resource_trash WHERE id = $1 AND ${EXPIRES} > now()`,
      [id],
    );
    return row?.uploaderId;
  }

  list(uploaderId: number, page: ListTrashedResources): Promise<Page<ResourceTrashRow>> {
    const parts = new QueryParts();
    return readPage<ResourceTrashRow>(this.database, {
      select: `id, resource->>'title' AS title, resource->>'filename' AS filename, (resource->>'size')::integer AS size,
        uploader_id AS "uploaderId", deleted_by AS "deletedBy", deleted_at AS "deletedAt", ${EXPIRES} AS "expiresAt"`,
      from: 'resource_trash',
      parts: parts.and(`uploader_id = ${parts.bind(uploaderId)}`).and(`${EXPIRES} > now()`),
      searching: false,
      order: () => ({ name: '-deleted_at', key: 'deleted_at', kind: 'time', descending: true }),
      page,
    });
  }

  /** False when it is not in the trash any more. */
  async restore(id: number, userId: number): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const [kept] = await tx.query<{ resource: string; uploaderId: number; isPublic: boolean }>(
        `DELETE FROM resource_trash WHERE id = $1 AND ${EXPIRES} > now()
         RETURNING resource::text AS resource, uploader_id AS "uploaderId", (resource->>'is_public')::boolean AS "isPublic"`,
        [id],
      );
      if (!kept) return false;
      await insertJsonRows(tx, Resource, `[${kept.resource}]`, {
        ratingSum: `(SELECT coalesce(sum(rating), 0) ${VOTES})`,
        ratingsCount: `(SELECT count(*) ${VOTES})`,
      });
      await this.history.append(tx, { resourceId: id, uploaderId: kept.uploaderId, userId, action: 'restore' });
      if (kept.isPublic) await this.history.publish(tx, { id, ...kept });
      return true;
    });
  }

  /** Deletes resources permanently whose days in the trash are over. Each replica takes other ones. */
  @Hourly('sweep of the trash of resources')
  async purge(): Promise<void> {
    while ((await this.database.transaction((tx) => this.purgeSome(tx))) === PURGED_AT_ONCE);
  }

  private async purgeSome(tx: Transaction): Promise<number> {
    const gone = await tx.query<{ resourceId: number; objectId: string }>(
      `DELETE FROM resource_trash WHERE id IN (
         SELECT id FROM resource_trash WHERE deleted_at < now() - make_interval(days => ${TRASH_DAYS})
         ORDER BY deleted_at LIMIT ${PURGED_AT_ONCE} FOR UPDATE SKIP LOCKED)
       RETURNING id AS "resourceId", resource->>'object_id' AS "objectId"`,
    );
    const ids = gone.map(({ resourceId }) => resourceId);
    await tx.query('DELETE FROM resource_ratings WHERE resource_id = ANY ($1)', [ids]);
    await tx.query('DELETE FROM resource_changes WHERE resource_id = ANY ($1)', [ids]);
    for (const resource of gone) await this.outbox.append(tx, resourceEvents.deleted, resource);
    return gone.length;
  }
}
