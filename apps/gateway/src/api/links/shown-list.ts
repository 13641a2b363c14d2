import { type Entry, inShort, type Shown } from './shown.js';

type ShownList = Pick<Shown, 'kind' | 'path' | 'title' | 'read'> & {
  /** What stands before the names in the description, and between the two. */
  readonly about: string;
  readonly between: string;
  readonly entries: readonly Entry[];
};

/** The first part of a list. */
export function shownList({ kind, path, title, read, about, between, entries }: ShownList): Shown {
  const names = entries.map(({ name }) => name);
  return {
    ...{ kind, id: '', path, title, read, entries },
    description: inShort([about, names.join(', ')].filter(Boolean).join(between), 200),
    ...{ text: '', facts: [], type: 'website', properties: [] },
    schema: {
      '@type': 'ItemList',
      itemListElement: names.map((name, index) => ({ '@type': 'ListItem', position: index + 1, name })),
    },
  };
}
