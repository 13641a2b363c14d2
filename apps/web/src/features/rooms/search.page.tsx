import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { BackLink } from '../../ui/back-link.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { SearchIcon } from '../../ui/icons.js';
import { Page } from '../../ui/page.js';
import { SelectField } from '../../ui/select-field.js';
import { Skeleton } from '../../ui/skeleton.js';
import { TextField } from '../../ui/text-field.js';
import { useSettled } from '../../ui/use-settled.js';
import { FoundMessage } from './found-message.js';
import styles from './search.page.module.css';
import { ownRooms, useRooms } from './use-rooms.js';

const route = getRouteApi('/shared/signed-in/rooms/search');

/** Messages by their words, in all rooms and conversations of the person or in one room. The address keeps what was asked. */
export function SearchPage() {
  const t = useTranslations('rooms');
  const veza = useVeza();
  const { q = '', room } = route.useSearch();
  const navigate = useNavigate();
  const words = useSettled(q.trim());
  const rooms = ownRooms(useRooms().data ?? []);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['found-messages', words, room],
    queryFn: async ({ signal }) => (await veza.searchMessages({ query: { q: words, ...(room && { room }) }, signal })).data,
    enabled: words !== '',
    placeholderData: (before) => before,
  });
  const found = words === '' ? undefined : data;
  const change = (search: { q?: string; room?: string }) =>
    void navigate({ to: '/rooms/search', search: { q, ...(room && { room }), ...search }, replace: true });
  return (
    <Page title={t('search.title')} width="narrow" back={<BackLink to="/rooms">{t('inbox')}</BackLink>}>
      <search className={styles.fields}>
        <TextField
          label={t('search.words')}
          type="search"
          value={q}
          maxLength={200}
          autoFocus
          onChange={(event) => change({ q: event.target.value })}
        />
        <SelectField
          label={t('search.where')}
          value={room ?? ''}
          options={[{ value: '', label: t('search.everywhere') }, ...rooms.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(event) => change({ room: event.target.value })}
        />
      </search>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {isFetching && !found && <Skeleton label={t('loading')} lines={5} />}
      <p role="status" className="visually-hidden">
        {found && t('search.found', { count: found.length })}
      </p>
      {found?.length === 0 && (
        <EmptyState icon={<SearchIcon />} title={t('search.nothing')}>
          <p>{t('search.nothingHint')}</p>
        </EmptyState>
      )}
      <ul className={styles.list}>
        {found?.map((message) => (
          <FoundMessage key={message.id} message={message} words={words} />
        ))}
      </ul>
    </Page>
  );
}
