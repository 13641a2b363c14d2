import type { WireProductPage } from '@veza/contracts';
import { shownList } from './shown-list.js';
import type { Shown, Words } from './shown.js';

export function shownProducts(page: WireProductPage, { text, money }: Words): Shown {
  return shownList({
    kind: 'products',
    path: '/products',
    title: text('products'),
    about: text('market'),
    between: ' ',
    entries: page.products.map(({ id, name, price, currency, owner_username: owner, category, pictures }) => {
      const [picture] = pictures;
      return {
        path: `/products/${id}`,
        name,
        lines: [price === 0 ? text('free') : money(price, currency), [owner, category].filter(Boolean).join(' · ')],
        ...(picture && { picture: picture.urls.medium }),
      };
    }),
    read: { value: page },
  });
}
