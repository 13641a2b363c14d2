import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Item, ItemList } from '../../ui/item-list.js';
import { LoadMore } from '../../ui/load-more.js';
import { Section } from '../../ui/section.js';

const PAGE = 12;

/** The products that a person sells. Nothing without one. */
export function ProductsOf({ id }: { id: number }) {
  const t = useTranslations('people');
  const veza = useVeza();
  const pages = useInfiniteQuery({
    queryKey: ['products', 'of', id],
    queryFn: async ({ pageParam, signal }) =>
      (await veza.listProducts({ query: { owner: id, limit: PAGE, cursor: pageParam, total: 'none' }, signal })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
  const products = pages.data?.pages.flatMap((page) => page.products) ?? [];
  if (products.length === 0) return null;
  return (
    <Section title={t('products')}>
      <ItemList label={t('products')}>
        {products.map(({ id: product, name, category }) => (
          <Item
            key={product}
            title={
              <Link to="/products/$productId" params={{ productId: String(product) }}>
                {name}
              </Link>
            }
          >
            {category !== null && <p>{category}</p>}
          </Item>
        ))}
      </ItemList>
      <LoadMore pages={pages} />
    </Section>
  );
}

/** The files that a person shares. Nothing without one. */
export function ResourcesOf({ id }: { id: number }) {
  const t = useTranslations('people');
  const veza = useVeza();
  const pages = useInfiniteQuery({
    queryKey: ['resources', 'of', id],
    queryFn: async ({ pageParam, signal }) =>
      (await veza.listResources({ query: { uploader: id, limit: PAGE, cursor: pageParam }, signal })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
  const resources = pages.data?.pages.flatMap((page) => page.resources) ?? [];
  if (resources.length === 0) return null;
  return (
    <Section title={t('resources')}>
      <ItemList label={t('resources')}>
        {resources.map(({ id: resource, title, filename }) => (
          <Item
            key={resource}
            title={
              <Link to="/resources/$resourceId" params={{ resourceId: String(resource) }}>
                {title}
              </Link>
            }
          >
            <p>{filename}</p>
          </Item>
        ))}
      </ItemList>
      <LoadMore pages={pages} />
    </Section>
  );
}
