import type { publicPages, RpcReply } from '@veza/contracts';
import { shownList } from './shown-list.js';
import type { Shown, Words } from './shown.js';

export function shownCabinets(page: RpcReply<typeof publicPages.list>, { text }: Words): Shown {
  return shownList({
    kind: 'cabinets',
    path: '/book',
    title: text('cabinets'),
    about: text('appointments'),
    between: ' · ',
    entries: page.items.map(({ slug, name, address }) => ({
      path: `/book/${slug}`,
      name,
      lines: address === null ? [] : [address],
    })),
    read: { value: { ...page, pagination: { nextCursor: page.nextCursor } } },
  });
}
