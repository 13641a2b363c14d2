import type { ReactNode } from 'react';
import { ItemList } from './item-list.js';
import { LoadMore } from './load-more.js';
import { Section } from './section.js';

interface ListSectionProps<T> {
  title: string;
  pages: Parameters<typeof LoadMore>[0]['pages'];
  items: readonly T[];
  children(item: T): ReactNode;
}

/** A section with a list over pages. Nothing without an item. */
export function ListSection<T>({ title, pages, items, children }: ListSectionProps<T>) {
  if (items.length === 0) return null;
  return (
    <Section title={title}>
      <ItemList label={title}>{items.map(children)}</ItemList>
      <LoadMore pages={pages} />
    </Section>
  );
}
