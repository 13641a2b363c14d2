import { describe, expect, jest, test } from '@jest/globals';
import { DELETED_USERNAME, type ProductView, WireProduct, WireProductPage } from '@veza/contracts';
import type { NamedUser } from '../../identity/users/user-cards.service.js';
import { ProductsPresenter } from './products.presenter.js';

const ada: NamedUser = {
  id: 7,
  username: 'ada',
  firstName: '',
  lastName: '',
  avatar: null,
  role: 'user',
  deleted: false,
  isBot: false,
};
const product: ProductView = {
  id: 1,
  sku: null,
  name: 'Oud',
  description: '',
  price: '399.90',
  currency: 'EUR',
  prices: { JPY: '1500' },
  stock: 2,
  category: null,
  pictures: [{ id: '3d7f2c1a-8f3e-4b52-9d0c-5a1e2f3b4c5d', alt: 'An oud' }],
  ownerId: 7,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-02T00:00:00.000Z',
};

const names = jest.fn(async (ids: readonly number[]) => new Map(ids.filter((id) => id === ada.id).map((id) => [id, ada])));
const presenter = new ProductsPresenter({ names }, { PUBLIC_URL: 'https://veza.example' });

describe('a product on the wire', () => {
  test('has both spellings, the exact price and the name of its owner', async () => {
    const files = [{ id: 3, filename: 'a.wav', type: 'audio/wav', size: 44, uploadedAt: '2026-01-01T00:00:00.000Z' }];
    const wire = await presenter.one({ ...product, files });
    expect(WireProduct.parse(wire)).toEqual(wire);
    expect(JSON.stringify(wire)).toContain('"prix":399.9,"price":399.9');
    expect(wire).toMatchObject({ nom: 'Oud', name: 'Oud', owner_id: 7, owner_username: 'ada' });
    expect(wire.pictures[0]?.urls.small).toBe('https://veza.example/media/p/3d7f2c1a-8f3e-4b52-9d0c-5a1e2f3b4c5d/small.jpg');
    expect(wire.files).toEqual([
      { id: 3, filename: 'a.wav', file_type: 'audio/wav', file_size: 44, uploaded_at: '2026-01-01T00:00:00.000Z' },
    ]);
  });

  test('of an unknown owner keeps its place', async () => {
    expect((await presenter.one({ ...product, ownerId: 8 })).owner_username).toBe(DELETED_USERNAME);
  });

  test('in a page of a search has the words that were left out, and a spelling', async () => {
    const found = { items: [product], total: 1, totalIsEstimate: false, page: 1, limit: 20, nextCursor: null };
    const page = await presenter.page({ ...found, without: ['enfnat'], didYouMean: 'oud enfant' });
    expect(page).toMatchObject({ without: ['enfnat'], did_you_mean: 'oud enfant' });
    expect(WireProductPage.parse(page)).toEqual(page);
    expect(await presenter.page(found)).not.toHaveProperty('without');
  });

  test('in a page costs one query for all names', async () => {
    names.mockClear();
    const items = [product, { ...product, id: 2 }, { ...product, id: 3, ownerId: 8 }];
    const page = await presenter.page({ items, total: 3, totalIsEstimate: false, page: 1, limit: 20, nextCursor: null });
    expect(WireProductPage.parse(page)).toEqual(page);
    expect(page.products.map(({ owner_username }) => owner_username)).toEqual(['ada', 'ada', DELETED_USERNAME]);
    expect(names).toHaveBeenCalledTimes(1);
  });
});
