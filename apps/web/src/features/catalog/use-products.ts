import { keepPreviousData, queryOptions, useInfiniteQuery } from '@tanstack/react-query';
import type { ProductPage, Veza } from '@veza/sdk';
import { useVeza } from '../../session/session-context.js';
import { useShownPage } from '../../session/shown.js';
import { type ProductSearch, rangeOf, type ResourceSearch } from './search.js';

const LIMIT = 24;
const FIRST: string | undefined = undefined;

const cursorOf = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });

/** The products that match, with the counts of the filters on the first page. */
export function useProducts(search: ProductSearch) {
  const veza = useVeza();
  const { q, category, price, currency, inStock, mine, sort } = search;
  const range = price === undefined ? undefined : rangeOf(price);
  const query = {
    limit: LIMIT,
    ...(q !== undefined && { search: q }),
    ...(category && { category }),
    ...(currency && { currency }),
    ...(range && { price_min: range.from }),
    ...(range?.to !== undefined && { price_max: Math.max(0, (range.to * 100 - 1) / 100) }),
    ...(inStock && { in_stock: 'true' as const }),
    ...(mine && { owner: 'me' as const }),
    ...(sort && { sort }),
  };
  const shown = useShownPage<ProductPage, string | undefined>('products', Object.keys(search).length === 0, FIRST);
  const facets: ('category' | 'price' | 'in_stock')[] = ['category', 'price', 'in_stock'];
  return useInfiniteQuery({
    queryKey: ['products', search],
    queryFn: async ({ pageParam, signal }) => {
      const more = pageParam === undefined ? { facets } : { total: 'none' as const };
      return (await veza.listProducts({ query: { ...query, ...more, ...cursorOf(pageParam) }, signal })).data;
    },
    initialPageParam: FIRST,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    ...shown,
  });
}

export function useResources(search: ResourceSearch) {
  const veza = useVeza();
  const { q, kind, tags, mine, sort } = search;
  const query = {
    limit: LIMIT,
    ...(q !== undefined && { search: q }),
    ...(kind && { category: [kind] }),
    ...(tags && { tags }),
    ...(mine && { uploader: 'me' as const }),
    ...(sort && { sort }),
  };
  return useInfiniteQuery({
    queryKey: ['resources', search],
    queryFn: async ({ pageParam, signal }) =>
      (await veza.listResources({ query: { ...query, ...cursorOf(pageParam) }, signal })).data,
    initialPageParam: FIRST,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** A product and its version, which a change names. */
export const productQuery = (veza: Veza, id: number) =>
  queryOptions({
    queryKey: ['product', id],
    queryFn: async ({ signal }) => {
      const { data, headers } = await veza.getProduct({ path: { id }, signal });
      return { value: data, etag: headers.get('etag') ?? undefined };
    },
  });

export const resourceQuery = (veza: Veza, id: number) =>
  queryOptions({
    queryKey: ['resource', id],
    queryFn: async ({ signal }) => {
      const { data, headers } = await veza.getResource({ path: { id }, signal });
      return { value: data, etag: headers.get('etag') ?? undefined };
    },
  });
