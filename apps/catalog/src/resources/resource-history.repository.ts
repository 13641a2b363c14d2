import { Injectable } from '@nestjs/common';
import {
  type CatalogChange,
  changeOf,
  type ListResourceChanges,
  type ResourceAction,
  type ResourceChange,
  type ResourceChangePage,
  type ResourceFacts,
  resourceEvents,
} from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { Outbox } from '@veza/transport';
import { ChangeLog } from '../lists/change-log.js';
import type { Resource } from './resource.entity.js';

type Difference = ResourceChange['changes'];

interface NewChange {
  resourceId: number;
  uploaderId: number;
  userId: number;
  action: ResourceAction;
  changes?: Difference;
}

/** The history of resources; each change is an event too. */
@Injectable()
export class ResourceHistoryRepository {
  private readonly log = new ChangeLog<ResourceAction, Difference[number]['from']>('resource_changes', 'resource_id');

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  async append(tx: Transaction, { resourceId, uploaderId, ...change }: NewChange): Promise<void> {
    await this.log.append(tx, { of: resourceId, ...change });
    await this.announce(tx, { id: resourceId, uploaderId }, changeOf(change.action));
  }

  /** The upload of a resource is no row of its history. */
  announce(
    tx: Transaction,
    { id, uploaderId }: Pick<Resource, 'id' | 'uploaderId'>,
    change: CatalogChange['change'],
  ): Promise<void> {
    return this.outbox.append(tx, resourceEvents.changed, { ownerId: uploaderId, ids: [id], change });
  }

  /** For the feed: everybody may see it from now on, or may see it no more. */
  publish(tx: Transaction, { id, uploaderId, isPublic }: Pick<Resource, 'id' | 'uploaderId' | 'isPublic'>): Promise<void> {
    return isPublic
      ? this.outbox.append(tx, resourceEvents.published, { personId: uploaderId, things: [{ id }] })
      : this.outbox.append(tx, resourceEvents.withdrawn, { personId: uploaderId, ids: [id] });
  }

  list(query: ListResourceChanges): Promise<ResourceChangePage> {
    return this.log.list(this.database, query);
  }
}

type Described = Pick<Resource, keyof ResourceFacts>;
type Value = Difference[number]['from'];

/** What a caller changes. A fact without a line here does not compile. */
const facts = ({ title, description, category, tags, isPublic }: Described) =>
  ({ title, description, category, tags: tags.join(', '), isPublic }) satisfies Record<keyof ResourceFacts, Value>;

/** The fields with different values, in the spelling of the wire. */
export function resourceDifference(before: Described, after: Described): Difference {
  const now = new Map<string, Value>(Object.entries(facts(after)));
  return Object.entries(facts(before)).flatMap(([fact, from]) => {
    const to = now.get(fact);
    return to === undefined || to === from ? [] : [{ field: fact === 'isPublic' ? 'is_public' : fact, from, to }];
  });
}
