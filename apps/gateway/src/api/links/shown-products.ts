import type { WireProductPage } from '@veza/contracts';
import { inShort, type Shown, type Words } from './shown.js';

export function shownProducts(page: WireProductPage, words: Words): Shown {
  const { text } = words;
  const { products } = page;
  const entries = products.map(({ id, name, price, currency, owner_username: owner, category, pictures }) => {
    const [picture] = pictures;
    return {
      path: `/products/${id}`,
      name,
      lines: [price === 0 ? text('free') : words.money(price, currency), [owner, category].filter(Boolean).join(' · ')],
      ...(picture && { picture: picture.urls.medium }),
    };
  });
  const names = products.map(({ name }) => name).join(', ');
  return {
    kind: 'products',
    id: '',
    path: '/products',
    title: text('products'),
    description: inShort([text('market'), names].filter(Boolean).join(' '), 200),
    text: '',
    facts: [],
    entries,
    type: 'website',
    properties: [],
    schema: {
      '@type': 'ItemList',
      itemListElement: products.map(({ name }, index) => ({ '@type': 'ListItem', position: index + 1, name })),
    },
    read: { value: page },
  };
}
