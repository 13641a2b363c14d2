import { Injectable } from '@nestjs/common';
import type { ListResourceChanges, ResourceAction, ResourceChange, ResourceChangePage } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { ChangeLog } from '../changes/change-log.js';
import type { Resource } from './resource.entity.js';

type Difference = ResourceChange['changes'];

interface NewChange {
  resourceId: number;
  userId: number;
  action: ResourceAction;
  changes?: Difference;
}

/** The history of resources. */
@Injectable()
export class ResourceHistoryRepository {
  private readonly log = new ChangeLog<ResourceAction, Difference[number]['from']>('resource_changes', 'resource_id');

  constructor(private readonly database: Database) {}

  append(tx: Transaction, { resourceId, ...change }: NewChange): Promise<void> {
    return this.log.append(tx, { of: resourceId, ...change });
  }

  list(query: ListResourceChanges): Promise<ResourceChangePage> {
    return this.log.list(this.database, query);
  }
}

type Described = Pick<Resource, 'title' | 'description' | 'category' | 'tags' | 'isPublic'>;

/** What a caller changes, in the spelling of the wire. */
const facts = ({ title, description, category, tags, isPublic }: Described) => ({
  title,
  description,
  category,
  tags: tags.join(', '),
  is_public: isPublic,
});

/** The fields with different values. */
export function resourceDifference(before: Described, after: Described): Difference {
  const now = new Map<string, string | boolean>(Object.entries(facts(after)));
  return Object.entries(facts(before)).flatMap(([field, from]) => {
    const to = now.get(field);
    return to === undefined || to === from ? [] : [{ field, from, to }];
  });
}
