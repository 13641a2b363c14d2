import type { ReactNode } from 'react';
import { EmptyState } from './empty-state.js';
import { ErrorNote } from './error-note.js';
import { ItemList } from './item-list.js';
import { Skeleton } from './skeleton.js';

interface LoadedListProps<T> {
  label: string;
  /** The result of `useQuery` or `useInfiniteQuery`. */
  query: { isPending: boolean; error: unknown; refetch(): unknown };
  items: readonly T[] | undefined;
  /** What to show in place of an empty list. */
  none: { title: string; hint?: string };
  children(item: T): ReactNode;
}

/** A list of the API: while it loads, after an error, empty, or with its items. */
export function LoadedList<T>({ label, query, items, none, children }: LoadedListProps<T>) {
  if (query.isPending) return <Skeleton label={label} lines={4} />;
  if (!items) return <ErrorNote error={query.error} retry={() => void query.refetch()} />;
  if (items.length === 0) return <EmptyState title={none.title}>{none.hint !== undefined && <p>{none.hint}</p>}</EmptyState>;
  return <ItemList label={label}>{items.map(children)}</ItemList>;
}
