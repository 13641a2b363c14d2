import type { WireProduct } from '@veza/contracts';
import { inShort, type Shown, type Words } from './shown.js';

export function shownProduct(product: WireProduct, etag: string, words: Words): Shown {
  const { id, name, description, price, currency, stock, category, owner_username: owner, created_at: createdAt } = product;
  const { text } = words;
  const [picture] = product.pictures;
  const priced = price === 0 ? text('free') : words.money(price, currency);
  return {
    kind: 'product',
    id: String(id),
    path: `/products/${id}`,
    title: name,
    description: inShort([priced, description].filter(Boolean).join(' · '), 200),
    text: description,
    facts: [
      [text('price'), priced],
      ...(category === null ? [] : [[text('category'), category] as const]),
      [text('stock'), words.number(stock)],
      [text('uploader'), owner],
      [text('date'), words.date(createdAt)],
    ],
    ...(picture && { picture: { url: picture.urls.large, alt: picture.alt || name, page: picture.urls.full } }),
    type: 'product',
    properties: [
      ['product:price:amount', price.toFixed(2)],
      ['product:price:currency', currency],
    ],
    schema: {
      '@type': 'Product',
      name,
      ...(description !== '' && { description: inShort(description, 500) }),
      ...(category !== null && { category }),
      offers: {
        '@type': 'Offer',
        price: price.toFixed(2),
        priceCurrency: currency,
        availability: `https://schema.org/${stock > 0 || price === 0 ? 'InStock' : 'OutOfStock'}`,
        seller: { '@type': 'Person', name: owner },
      },
    },
    read: { value: product, etag },
  };
}
