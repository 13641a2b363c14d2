import { Injectable } from '@nestjs/common';
import {
  type Caller,
  DeclaredError,
  type ListResources,
  type ObjectFacts,
  resourceEvents,
  type ResourceFacts,
} from '@veza/contracts';
import { Database, emptyPage, type Page, type QueryParts, readPage, type Transaction } from '@veza/database';
import { Outbox, type SqlExecutor } from '@veza/transport';
import { SEARCH_SETTINGS, searchWords } from '../lists/search.js';
import { Resource } from './resource.entity.js';
import { resourceConditions, resourceOrder } from './resource-query.js';

/** All of a resource but the generated search columns. */
const COLUMNS = `id, title, description, category, tags, is_public AS "isPublic", uploader_id AS "uploaderId", object_id AS "objectId", filename, type, size,
  downloads, rating_sum AS "ratingSum", ratings_count AS "ratingsCount", created_at AS "createdAt"`;

/** `version` is the transaction that wrote the row last: Postgres keeps it for every row, so no statement can forget it. */
export type ResourceRow = Resource & { myRating: number | null; version: string };

@Injectable()
export class ResourcesRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** One resource, with the vote of one person. */
  async find(id: number, voterId?: number): Promise<ResourceRow | undefined> {
    const [row] = await this.database.prepared<ResourceRow>(
      'resource-by-id',
      `SELECT ${COLUMNS}, xmin::text AS version, (SELECT rating FROM resource_ratings WHERE resource_id = $1 AND user_id = $2) AS "myRating" FROM resources WHERE id = $1`,
      [id, voterId],
    );
    return row;
  }

  /** A search runs in a transaction, because it needs settings of the session. */
  async list(caller: Caller, query: ListResources): Promise<Page<Resource>> {
    if (query.search === undefined) return this.read(this.database, caller, query, []);
    const words = searchWords(query.search);
    if (words.length === 0) return emptyPage(query);
    return this.database.transaction(async (tx) => {
      await tx.query(SEARCH_SETTINGS);
      return this.read(tx, caller, query, words);
    });
  }

  private read(db: SqlExecutor, caller: Caller, query: ListResources, words: readonly string[]): Promise<Page<Resource>> {
    const parts = resourceConditions(caller, query, words);
    const order = (all: QueryParts) => resourceOrder(words, all);
    return readPage<Resource>(db, { select: COLUMNS, from: 'resources', parts, order, page: query, searching: words.length > 0 });
  }

  async insert(
    tx: Transaction,
    uploaderId: number,
    facts: ResourceFacts,
    { objectId, filename, type, size }: ObjectFacts,
  ): Promise<Resource> {
    const resource = tx.create(Resource, { ...facts, uploaderId, objectId, filename, type, size });
    await tx.insert(Resource, resource); // fills in the id and the other values that Postgres gives
    return resource;
  }

  async countDownload(id: number): Promise<void> {
    await this.database.query('UPDATE resources SET downloads = downloads + 1 WHERE id = $1', [id]);
  }

  /** The resource is locked first, so that two votes of one person are one after the other and the sums stay true. */
  async vote(id: number, userId: number, rating: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await this.lockVote(tx, id, userId);
      await tx.query(
        `INSERT INTO resource_ratings (resource_id, user_id, rating) VALUES ($1, $2, $3)
         ON CONFLICT (resource_id, user_id) DO UPDATE SET rating = excluded.rating, rated_at = now()`,
        [id, userId, rating],
      );
      await tx.query('UPDATE resources SET rating_sum = rating_sum + $2, ratings_count = ratings_count + $3 WHERE id = $1', [
        id,
        rating - (before ?? 0),
        before === undefined ? 1 : 0,
      ]);
    });
  }

  private async lockVote(tx: Transaction, id: number, userId: number): Promise<number | undefined> {
    const locked = await tx.query('SELECT 1 FROM resources WHERE id = $1 FOR UPDATE', [id]);
    if (locked.length === 0) throw new DeclaredError('NOT_FOUND');
    const [vote] = await tx.query<{ rating: number }>(
      'SELECT rating FROM resource_ratings WHERE resource_id = $1 AND user_id = $2',
      [id, userId],
    );
    return vote?.rating;
  }

  /** Whether there was such a resource, of that version if one is given. */
  async remove(id: number, ifVersion?: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const [row] = await tx.query<{ objectId: string }>(
        'DELETE FROM resources WHERE id = $1 AND ($2::text IS NULL OR xmin::text = $2) RETURNING object_id AS "objectId"',
        [id, ifVersion],
      );
      if (!row) return false;
      await this.outbox.append(tx, resourceEvents.deleted, { resourceId: id, objectId: row.objectId });
      return true;
    });
  }
}
