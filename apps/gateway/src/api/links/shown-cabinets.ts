import type { publicPages, RpcReply } from '@veza/contracts';
import { inShort, type Shown, type Words } from './shown.js';

export function shownCabinets(page: RpcReply<typeof publicPages.list>, { text }: Words): Shown {
  const { items } = page;
  const names = items.map(({ name }) => name).join(', ');
  return {
    kind: 'cabinets',
    id: '',
    path: '/book',
    title: text('cabinets'),
    description: inShort([text('appointments'), names].filter(Boolean).join(' · '), 200),
    text: '',
    facts: [],
    entries: items.map(({ slug, name, address }) => ({ path: `/book/${slug}`, name, lines: address === null ? [] : [address] })),
    type: 'website',
    properties: [],
    schema: {
      '@type': 'ItemList',
      itemListElement: items.map(({ name }, index) => ({ '@type': 'ListItem', position: index + 1, name })),
    },
    read: { value: { ...page, pagination: { nextCursor: page.nextCursor } } },
  };
}
