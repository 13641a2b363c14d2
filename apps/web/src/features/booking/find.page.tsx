import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { CabinetPageList } from '@veza/sdk';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { useShownPage } from '../../session/shown.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { SearchIcon } from '../../ui/icons.js';
import { LinkButton } from '../../ui/link-button.js';
import { LoadMore } from '../../ui/load-more.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { TextField } from '../../ui/text-field.js';
import { useSettled } from '../../ui/use-settled.js';
import styles from './appointments.page.module.css';
import type { Sought } from './search.js';

const route = getRouteApi('/shared/book');

/** The cabinets that book online, found by name or place. */
export function FindPage() {
  const t = useTranslations('booking.find');
  const veza = useVeza();
  const navigate = useNavigate({ from: '/book' });
  const { q = '' }: Sought = route.useSearch();
  const [text, setText] = useState(q);
  const wanted = useSettled(text.trim());
  useEffect(() => {
    if (wanted !== q) void navigate({ search: wanted === '' ? {} : { q: wanted }, replace: true, resetScroll: false });
  }, [wanted, q, navigate]);
  const shown = useShownPage<CabinetPageList, string>('cabinets', q === '', '');
  const pages = useInfiniteQuery({
    queryKey: ['cabinet-pages', q],
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...(q !== '' && { search: q }), ...(pageParam !== '' && { cursor: pageParam }) };
      return (await veza.listCabinetPages({ query, signal })).data;
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    ...shown,
  });
  const cabinets = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page title={t('title')} width="narrow">
      <TextField
        label={t('search')}
        hint={t('searchHint')}
        type="search"
        value={text}
        maxLength={100}
        autoComplete="off"
        onChange={({ target }) => setText(target.value)}
      />
      {pages.isPending && <Skeleton label={t('loading')} lines={4} />}
      {pages.error && !pages.isFetchNextPageError && <ErrorNote error={pages.error} retry={() => void pages.refetch()} />}
      {pages.data && cabinets.length === 0 && (
        <EmptyState icon={<SearchIcon />} title={t('none')}>
          <p>{t('noneHint')}</p>
        </EmptyState>
      )}
      <ul aria-label={t('found')} className={styles.list}>
        {cabinets.map(({ id, slug, name, address }) => (
          <li key={id} className={styles.entry}>
            <div className={styles.head}>
              <div>
                <h2 className={styles.name}>{name}</h2>
                {address !== null && <p className={styles.soft}>{address}</p>}
              </div>
              <LinkButton to="/book/$cabinet" params={{ cabinet: slug }} aria-label={t('bookAt', { name })}>
                {t('book')}
              </LinkButton>
            </div>
          </li>
        ))}
      </ul>
      <LoadMore pages={pages} />
    </Page>
  );
}
