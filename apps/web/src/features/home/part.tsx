import type { ReactNode } from 'react';
import { ErrorNote } from '../../ui/error-note.js';
import { ItemList } from '../../ui/item-list.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import styles from './home.page.module.css';

interface PartProps<T> {
  title: string;
  query: { isPending: boolean; error: unknown; refetch(): unknown };
  items: readonly T[] | undefined;
  /** What to do where nothing is there yet. */
  none: ReactNode;
  /** Below a list that is not empty: the way to all of it. */
  more?: ReactNode;
  /** Above the list. */
  head?: ReactNode;
  children(item: T): ReactNode;
}

/** A part of the home: while it loads, after an error of its own, empty with the next step, or a list of links. */
export function Part<T>({ title, query, items, none, more, head, children }: PartProps<T>) {
  return (
    <Section title={title}>
      {query.isPending && <Skeleton label={title} lines={3} />}
      {!items && Boolean(query.error) && <ErrorNote error={query.error} retry={() => void query.refetch()} />}
      {head}
      {items?.length === 0 && <div className={styles.next}>{none}</div>}
      {items && items.length > 0 && <ItemList label={title}>{items.map(children)}</ItemList>}
      {items && items.length > 0 && more !== undefined && <div>{more}</div>}
    </Section>
  );
}
