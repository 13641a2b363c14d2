import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { SearchIcon } from '../../ui/icons.js';
import { Item, ItemList } from '../../ui/item-list.js';
import { LoadMore } from '../../ui/load-more.js';
import { Skeleton } from '../../ui/skeleton.js';
import { TextField } from '../../ui/text-field.js';
import { useSettled } from '../../ui/use-settled.js';
import { AdminFrame } from './admin-frame.js';

export function PeoplePage() {
  const t = useTranslations('admin');
  return (
    <AdminFrame title={t('pages.people')}>
      <People />
    </AdminFrame>
  );
}

/** People by the beginning of a name. The search of the API leaves out banned people: reports lead to them. */
function People() {
  const t = useTranslations('admin.people');
  const veza = useVeza();
  const [wanted, setWanted] = useState('');
  const search = useSettled(wanted.trim());
  const pages = useInfiniteQuery({
    queryKey: ['found-people', search],
    queryFn: async ({ signal, pageParam }) =>
      (await veza.searchUsers({ query: { search, ...(pageParam !== '' && { cursor: pageParam }) }, signal })).data,
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }) => next,
    enabled: search.length >= 2,
  });
  const users = pages.data?.pages.flatMap((page) => page.users);
  return (
    <>
      <TextField
        label={t('search')}
        hint={t('searchHint')}
        type="search"
        value={wanted}
        maxLength={100}
        onChange={(event) => setWanted(event.target.value)}
      />
      {pages.isLoading && <Skeleton label={t('search')} />}
      {pages.error && !pages.data && <ErrorNote error={pages.error} retry={() => void pages.refetch()} />}
      {users?.length === 0 && <EmptyState icon={<SearchIcon />} title={t('none')} />}
      {users && users.length > 0 && (
        <ItemList label={t('found')}>
          {users.map(({ id, username, first_name: first, last_name: last }) => (
            <Item
              key={id}
              title={
                <Link to="/admin/people/$userId" params={{ userId: String(id) }}>
                  {username}
                </Link>
              }
            >
              {`${first} ${last}`.trim()}
            </Item>
          ))}
        </ItemList>
      )}
      <LoadMore pages={pages} />
    </>
  );
}
