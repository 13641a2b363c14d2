import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Item } from '../../ui/item-list.js';
import { ListSection } from '../../ui/list-section.js';

const PAGE = 12;

/** The products that a person sells. */
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
  const link = (product: number, name: string) => (
    <Link to="/products/$productId" params={{ productId: String(product) }}>
      {name}
    </Link>
  );
  return (
    <ListSection title={t('products')} pages={pages} items={pages.data?.pages.flatMap(({ products }) => products) ?? []}>
      {({ id: product, name, category }) => (
        <Item key={product} title={link(product, name)}>
          {category !== null && <p>{category}</p>}
        </Item>
      )}
    </ListSection>
  );
}

/** The files that a person shares. */
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
  const link = (resource: number, title: string) => (
    <Link to="/resources/$resourceId" params={{ resourceId: String(resource) }}>
      {title}
    </Link>
  );
  return (
    <ListSection title={t('resources')} pages={pages} items={pages.data?.pages.flatMap(({ resources }) => resources) ?? []}>
      {({ id: resource, title, filename }) => (
        <Item key={resource} title={link(resource, title)}>
          <p>{filename}</p>
        </Item>
      )}
    </ListSection>
  );
}
