import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { Resource } from '@veza/sdk';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { SearchIcon } from '../../ui/icons.js';
import { LoadMore } from '../../ui/load-more.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { about } from './about.js';
import { CatalogHead } from './catalog-head.js';
import { useFileSize } from '../../ui/use-file-size.js';
import { ResourceFilters } from './resource-filters.js';
import card from './product-card.module.css';
import page from './products.page.module.css';
import styles from './resources.page.module.css';
import type { ResourceSearch } from './search.js';
import { SearchField } from './search-field.js';
import { SearchHelp } from './search-help.js';
import { Stars } from './stars.js';
import { useResources } from './use-products.js';

const route = getRouteApi('/shared/resources');

/** Samples, presets and documents that people share. */
export function ResourcesPage() {
  const t = useTranslations('catalog');
  const search: ResourceSearch = route.useSearch();
  const navigate = useNavigate({ from: '/resources' });
  const pages = useResources(search);
  const first = pages.data?.pages[0];
  const resources = pages.data?.pages.flatMap((each) => each.resources) ?? [];
  const onSearch = useCallback(
    (q: string) => {
      const without = ({ q: _, ...rest }: ResourceSearch) => (q === '' ? rest : { ...rest, q });
      void navigate({ search: without, replace: true, resetScroll: false });
    },
    [navigate],
  );
  return (
    <Page title={t('resources.title')} aside={<CatalogHead shelf="resources" />}>
      <SearchField label={t('resources.search')} value={search.q ?? ''} onSearch={onSearch} />
      <div className={page.columns}>
        <ResourceFilters search={search} onChange={(next) => navigate({ search: next, replace: true, resetScroll: false })} />
        <div className={page.results}>
          <p role="status" className={page.count}>
            {first?.total_is_estimate === true && t('resources.about', { count: about(first.total) })}
            {first?.total_is_estimate === false && t('resources.found', { count: first.total })}
          </p>
          {first && <SearchHelp without={first.without} instead={first.did_you_mean} onSearch={onSearch} />}
          {pages.isPending && <Skeleton label={t('loading')} lines={6} />}
          {pages.error && !pages.isFetchNextPageError && <ErrorNote error={pages.error} retry={() => void pages.refetch()} />}
          {first && resources.length === 0 && (
            <EmptyState icon={<SearchIcon />} title={t('resources.none')}>
              <p>{t('resources.noneHint')}</p>
              <Button onClick={() => void navigate({ search: {}, replace: true })}>{t('clear')}</Button>
            </EmptyState>
          )}
          <ul className={page.grid}>
            {resources.map((resource) => (
              <Entry key={resource.id} resource={resource} />
            ))}
          </ul>
          <LoadMore pages={pages} />
        </div>
      </div>
    </Page>
  );
}

/** A resource in a list, as a product is. The whole card is its link. */
function Entry({ resource }: { resource: Resource }) {
  const t = useTranslations('catalog');
  const sizeOf = useFileSize();
  const { id, title, description, category, tags, file_size, downloads, rating, ratings_count, uploader_username } = resource;
  return (
    <li className={card.card}>
      <span className={styles.kind} data-kind={category}>
        {t(`kinds.${category}`)}
      </span>
      <div className={card.facts}>
        <h2 className={card.name}>
          <Link to="/resources/$resourceId" params={{ resourceId: String(id) }} className={card.link}>
            {title}
          </Link>
        </h2>
        {ratings_count > 0 && <Stars rating={rating} count={ratings_count} />}
        {description !== '' && <p className={styles.description}>{description}</p>}
        <p className={card.soft}>
          {uploader_username} · {sizeOf(file_size)} · {t('resources.downloads', { count: downloads })}
        </p>
        <p className={styles.tags}>
          {!resource.is_public && <Badge kind="warning">{t('resources.private')}</Badge>}
          {tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </p>
      </div>
    </li>
  );
}
