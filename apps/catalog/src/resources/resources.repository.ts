import { Injectable } from '@nestjs/common';
import {
  type Caller,
  DeclaredError,
  type IdRange,
  type ListResources,
  type ObjectFacts,
  type PublicIds,
  type ResourceFacts,
  type UpdateResource,
} from '@veza/contracts';
import {
  columnsOf,
  Database,
  emptyPage,
  type List,
  type Page,
  type QueryParts,
  readPage,
  SearchPool,
  type Transaction,
  readPublicIds,
} from '@veza/database';
import { Hourly } from '@veza/platform';
import { In } from 'typeorm';
import { sampledCount } from '../lists/sample.js';
import { readSearch, type SearchPage } from '../lists/read-search.js';
import { SEARCH_SETTINGS } from '../lists/search.js';
import { searchOf } from '../lists/search-words.js';
import { Resource } from './resource.entity.js';
import { resourceDifference, ResourceHistoryRepository } from './resource-history.repository.js';
import { ResourceRating } from './resource-rating.entity.js';
import { resourceConditions, resourceOrder, RESOURCES } from './resource-query.js';

const COLUMNS = columnsOf(Resource);
const BY_ID = `SELECT ${COLUMNS}, xmin::text AS version,
  (SELECT rating FROM resource_ratings WHERE resource_id = $1 AND user_id = $2) AS "myRating" FROM resources WHERE id = $1`;

/** Counted downloads of one reader and resource. A repeated download counts, a loop of them does not. */
const DOWNLOADS_A_DAY = 2;
const READER_LIFE = `interval '24 hours'`;
const EXPIRED = `r.since < now() - ${READER_LIFE}`;

/** `version` is the transaction that last wrote the row (decision 92); `myRating` the vote of the caller. */
export type ResourceRow = Resource & { myRating: number | null; version: string };

@Injectable()
export class ResourcesRepository {
  constructor(
    private readonly database: Database,
    private readonly searches: SearchPool,
    private readonly history: ResourceHistoryRepository,
  ) {}

  /** One resource, with the vote of one user. Raw SQL: the version is a system column, and the read is hot. */
  async find(id: number, voterId?: number): Promise<ResourceRow | undefined> {
    const [row] = await this.database.prepared<ResourceRow>('resource-by-id', BY_ID, [id, voterId]);
    return row;
  }

  /** In any order. */
  byIds(ids: readonly number[]): Promise<Resource[]> {
    return this.database.entities((manager) => manager.findBy(Resource, { id: In([...ids]) }));
  }

  /** Keyset pages and ranked search are raw SQL; a search runs in a transaction, because it needs settings of the session. */
  async list(caller: Caller, query: ListResources): Promise<Page<Resource> & Partial<SearchPage<Resource>>> {
    const conditions = resourceConditions(caller, query);
    if (query.search === undefined)
      return readPage<Resource>(this.database, {
        select: COLUMNS,
        from: 'resources',
        parts: conditions.parts,
        order: () => resourceOrder(query.sort ?? '-created_at'),
        page: query,
        searching: false,
        isKeyed: true,
        isCounted: query.total !== 'none',
        ...countingOf(this.database, query, conditions.parts.copy()),
      });
    const search = searchOf(query.search);
    if (search.words.length === 0) return emptyPage(query);
    return this.searches.read(async (tx) => {
      await tx.query(SEARCH_SETTINGS);
      const order = query.sort && resourceOrder(query.sort);
      return readSearch<Resource>(tx, RESOURCES, { select: COLUMNS, order, page: query, search, ...conditions });
    });
  }

  /** Raw SQL: thousands of ids make no entities. */
  publicIds(range: IdRange): Promise<PublicIds> {
    return readPublicIds(this.database, 'resources', 'is_public', range);
  }

  async insert(
    tx: Transaction,
    uploaderId: number,
    facts: ResourceFacts,
    { objectId, filename, type, size }: ObjectFacts,
  ): Promise<Resource> {
    const resource = tx.create(Resource, { ...facts, uploaderId, objectId, filename, type, size });
    await tx.insert(Resource, resource); // fills in the id and the other values that Postgres gives
    await this.history.announce(tx, resource, 'created');
    if (resource.isPublic) await this.history.publish(tx, resource);
    return resource;
  }

  /** Undefined when there is no such resource, or not of the given version. Raw SQL: the version is a system column. */
  async update({ id, ifVersion, ...changes }: UpdateResource, userId: number): Promise<ResourceRow | undefined> {
    return this.database.transaction(async (tx) => {
      const [before] = await tx.query<Resource>(
        `SELECT ${COLUMNS} FROM resources WHERE id = $1 AND ($2::text IS NULL OR xmin::text = $2) FOR UPDATE`,
        [id, ifVersion],
      );
      if (!before) return undefined;
      if (Object.values(changes).some((value) => value !== undefined)) await tx.update(Resource, { id }, changes);
      const [row] = await tx.query<ResourceRow>(BY_ID, [id, userId]);
      const difference = row ? resourceDifference(before, row) : [];
      const { uploaderId } = before;
      if (difference.length > 0)
        await this.history.append(tx, { resourceId: id, uploaderId, userId, action: 'update', changes: difference });
      if (row && row.isPublic !== before.isPublic) await this.history.publish(tx, row);
      return row;
    });
  }

  /**
   * Adds one to the downloads, unless the reader has reached its number within a day: a repeated download counts, a loop
   * does not. One statement, so that two downloads of a reader at the same time are counted one after the other.
   */
  async countDownload(id: number, reader: string, isRest: boolean): Promise<void> {
    await this.database.query(
      `WITH counted AS (
         INSERT INTO resource_readers AS r (resource_id, reader) SELECT id, $2 FROM resources WHERE id = $1
         ON CONFLICT (resource_id, reader) DO UPDATE
           SET counted = CASE WHEN ${EXPIRED} THEN 1 ELSE r.counted + 1 END,
             since = CASE WHEN ${EXPIRED} THEN now() ELSE r.since END
           WHERE ${EXPIRED} OR (r.counted < ${DOWNLOADS_A_DAY} AND NOT $3)
         RETURNING resource_id
       ) UPDATE resources SET downloads = downloads + 1 FROM counted WHERE id = counted.resource_id`,
      [id, reader, isRest],
    );
  }

  @Hourly('sweep of the readers of downloads')
  async sweepReaders(): Promise<void> {
    await this.database.query(`DELETE FROM resource_readers r WHERE ${EXPIRED}`);
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

  /** Takes back a vote, under the same lock. */
  async withdrawVote(id: number, userId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const resource = await tx.findOne(Resource, { where: { id }, lock: { mode: 'pessimistic_write' } });
      const vote = await tx.findOneBy(ResourceRating, { resourceId: id, userId });
      if (!resource || !vote) return;
      await tx.delete(ResourceRating, { resourceId: id, userId });
      const { ratingSum, ratingsCount } = resource;
      await tx.update(Resource, { id }, { ratingSum: ratingSum - vote.rating, ratingsCount: ratingsCount - 1 });
    });
  }
}

/** Tags are frequent or rare: the rows of a frequent one are not counted. */
function countingOf(db: Database, { tags }: ListResources, parts: QueryParts): Pick<List, 'count'> {
  return tags.length > 0 ? { count: () => sampledCount(db, 'resources', parts) } : {};
}
