import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ProductHistory } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { BackLink } from '../../ui/back-link.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { NoteIcon } from '../../ui/icons.js';
import { LoadMore } from '../../ui/load-more.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import styles from './history.module.css';

const route = getRouteApi('/shared/signed-in/products/$productId/history');
const FIELDS = [
  'name',
  'description',
  'price',
  'prices',
  'currency',
  'stock',
  'category',
  'sku',
  'file',
  'picture',
  'pictures',
] as const;

type Change = ProductHistory['changes'][number];

/** What was changed in an own product, by whom and when. */
export function HistoryPage() {
  const t = useTranslations('catalog.history');
  const veza = useVeza();
  const { productId } = route.useParams();
  const id = Number(productId);
  const pages = useInfiniteQuery({
    queryKey: ['product-history', id],
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam === '' ? {} : { cursor: pageParam };
      return (await veza.getProductHistory({ path: { id }, query, signal })).data;
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    staleTime: 0,
  });
  const changes = pages.data?.pages.flatMap((page) => page.changes) ?? [];
  return (
    <Page
      title={t('title')}
      width="narrow"
      back={
        <BackLink to="/products/$productId/edit" params={{ productId }}>
          {t('back')}
        </BackLink>
      }
    >
      {pages.isPending && <Skeleton label={t('loading')} lines={5} />}
      {pages.error && !pages.isFetchNextPageError && <ErrorNote error={pages.error} retry={() => void pages.refetch()} />}
      {pages.data && changes.length === 0 && (
        <EmptyState icon={<NoteIcon />} title={t('none')}>
          <p>{t('noneHint')}</p>
        </EmptyState>
      )}
      <ol className={styles.changes}>
        {changes.map((change) => (
          <Entry key={change.id} change={change} />
        ))}
      </ol>
      <LoadMore pages={pages} />
    </Page>
  );
}

function Entry({ change: { at, username, action, changes: all } }: { change: Change }) {
  const t = useTranslations('catalog');
  const format = useFormatter();
  const changes = all.filter(({ from, to }) => from !== to); // pictures are counted, also where only their texts differ
  const nameOf = (field: string) => {
    const known = FIELDS.find((each) => each === field);
    return known ? t(`history.fields.${known}`) : field;
  };
  const textOf = (field: string, value: string | number | null) => {
    if (value === null || value === '') return t('history.empty');
    return field === 'price' ? format.number(Number(value), { minimumFractionDigits: 2 }) : String(value);
  };
  return (
    <li className={styles.change}>
      <h2 className={styles.action}>{t(`history.actions.${action}`)}</h2>
      <p className={styles.soft}>
        {t('history.by', { name: username, at: format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' }) })}
      </p>
      {changes.length > 0 && (
        <dl className={styles.fields}>
          {changes.map(({ field, from, to }, index) => (
            <div key={index}>
              <dt>{nameOf(field)}</dt>
              <dd>
                <del>{textOf(field, from)}</del> <ins>{textOf(field, to)}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
