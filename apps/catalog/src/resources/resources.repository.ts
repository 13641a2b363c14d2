import { Injectable } from '@nestjs/common';
import {
  type Caller,
  DeclaredError,
  type ListResources,
  type ObjectFacts,
  resourceEvents,
  type ResourceFacts,
} from '@veza/contracts';
import {
  columnsOf,
  Database,
  emptyPage,
  type Page,
  type QueryParts,
  readPage,
  SearchPool,
  type Transaction,
} from '@veza/database';
import { Outbox, type SqlExecutor } from '@veza/transport';
import { SEARCH_SETTINGS, searchWords } from '../lists/search.js';
import { Resource } from './resource.entity.js';
import { ResourceRating } from './resource-rating.entity.js';
import { resourceConditions, resourceOrder } from './resource-query.js';

const COLUMNS = columnsOf(Resource);

/** `version` is the transaction that last wrote the row (decision 92); `myRating` the vote of the caller. */
export type ResourceRow = Resource & { myRating: number | null; version: string };

@Injectable()
export class ResourcesRepository {
  constructor(
    private readonly database: Database,
    private readonly searches: SearchPool,
    private readonly outbox: Outbox,
  ) {}

  /** One resource, with the vote of one user. Raw SQL: the version is a system column, and the read is hot. */
  async find(id: number, voterId?: number): Promise<ResourceRow | undefined> {
    const [row] = await this.database.prepared<ResourceRow>(
      'resource-by-id',
      `SELECT ${COLUMNS}, xmin::text AS version, (SELECT rating FROM resource_ratings WHERE resource_id = $1 AND user_id = $2) AS "myRating" FROM resources WHERE id = $1`,
      [id, voterId],
    );
    return row;
  }

  /** Keyset pages and ranked search are raw SQL; a search runs in a transaction, because it needs settings of the session. */
  async list(caller: Caller, query: ListResources): Promise<Page<Resource>> {
    if (query.search === undefined) return this.read(this.database, caller, query, []);
    const words = searchWords(query.search);
    if (words.length === 0) return emptyPage(query);
    return this.searches.read(async (tx) => {
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
    await this.database.entities((manager) => manager.increment(Resource, { id }, 'downloads', 1));
  }

  /** The resource is locked first: two votes of one user run one after the other, and the sums stay exact. */
  async vote(id: number, userId: number, rating: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const resource = await tx.findOne(Resource, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!resource) throw new DeclaredError('NOT_FOUND');
      const before = await tx.findOneBy(ResourceRating, { resourceId: id, userId });
      const vote = { resourceId: id, userId, rating, ratedAt: () => 'now()' };
      await tx.upsert(ResourceRating, vote, ['resourceId', 'userId']);
      await tx.update(
        Resource,
        { id },
        {
          ratingSum: resource.ratingSum + rating - (before?.rating ?? 0),
          ratingsCount: resource.ratingsCount + (before ? 0 : 1),
        },
      );
    });
  }

  /** False when there is no such resource, or not of the given version. Raw SQL: the version is a system column. */
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
