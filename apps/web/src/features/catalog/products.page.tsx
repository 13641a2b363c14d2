import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { SearchIcon } from '../../ui/icons.js';
import { LoadMore } from '../../ui/load-more.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { about } from './about.js';
import { CatalogHead } from './catalog-head.js';
import { ProductCard } from './product-card.js';
import { ProductFilters } from './product-filters.js';
import styles from './products.page.module.css';
import type { ProductSearch } from './search.js';
import { SearchField } from './search-field.js';
import { SearchHelp } from './search-help.js';
import { useProducts } from './use-products.js';

const route = getRouteApi('/shared/products');

/** All products, narrowed down as one types and chooses. */
export function ProductsPage() {
  const t = useTranslations('catalog');
  const search: ProductSearch = route.useSearch();
  const navigate = useNavigate({ from: '/products' });
  const pages = useProducts(search);
  const first = pages.data?.pages[0];
  const products = pages.data?.pages.flatMap((page) => page.products) ?? [];
  const onSearch = useCallback(
    (q: string) =>
      void navigate({
        search: ({ q: _, ...rest }: ProductSearch) => (q === '' ? rest : { ...rest, q }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  return (
    <Page title={t('products.title')} aside={<CatalogHead shelf="products" />}>
      <SearchField label={t('products.search')} value={search.q ?? ''} completes onSearch={onSearch} />
      <div className={styles.columns}>
        <ProductFilters
          search={search}
          facets={first?.facets}
          onChange={(next) => navigate({ search: next, replace: true, resetScroll: false })}
        />
        <div className={styles.results}>
          <p role="status" className={styles.count}>
            {first?.total_is_estimate === true && t('products.about', { count: about(first.total) })}
            {first?.total_is_estimate === false && t('products.found', { count: first.total })}
          </p>
          {first && <SearchHelp without={first.without} instead={first.did_you_mean} onSearch={onSearch} />}
          {pages.isPending && <Skeleton label={t('loading')} lines={6} />}
          {pages.error && !pages.isFetchNextPageError && <ErrorNote error={pages.error} retry={() => void pages.refetch()} />}
          {first && products.length === 0 && (
            <EmptyState icon={<SearchIcon />} title={t('products.none')}>
              <p>{t('products.noneHint')}</p>
              <Button onClick={() => void navigate({ search: {}, replace: true })}>{t('clear')}</Button>
            </EmptyState>
          )}
          <ul className={styles.grid}>
            {products.map((product) => (
              <ProductCard key={product.id} product={product} currency={search.currency} />
            ))}
          </ul>
          <LoadMore pages={pages} />
        </div>
      </div>
    </Page>
  );
}
