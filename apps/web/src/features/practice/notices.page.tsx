import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Cabinet, Notification } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { Choice } from '../../ui/choice.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Item } from '../../ui/item-list.js';
import { LoadMore } from '../../ui/load-more.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { Section } from '../../ui/section.js';
import { NoticePreferences } from './notice-preferences.js';
import { PracticeFrame } from './practice-frame.js';
import type { CabinetSearch } from './search.js';
import { inCabinet } from './use-practice.js';

const route = getRouteApi('/shared/signed-in/practice/notices');
const NOTICES = ['cabinet-notices'];
const SHOWN = ['unread', 'all'] as const;
type Shown = (typeof SHOWN)[number];

/** What happened in the cabinet and concerns the person, and which of it is listed at all. */
export function NoticesPage() {
  const t = useTranslations('practice.notices');
  const { cabinet: chosen }: CabinetSearch = route.useSearch();
  return (
    <PracticeFrame title={t('title')} chosen={chosen} width="narrow">
      {(cabinet) => (
        <>
          <Notices cabinet={cabinet} />
          <NoticePreferences cabinetId={cabinet.id} />
        </>
      )}
    </PracticeFrame>
  );
}

function Notices({ cabinet: { id } }: { cabinet: Cabinet }) {
  const t = useTranslations('practice.notices');
  const veza = useVeza();
  const queries = useQueryClient();
  const headers = inCabinet(id);
  const [shown, setShown] = useState<Shown>('unread');
  const pages = useInfiniteQuery({
    queryKey: [...NOTICES, id, shown],
    queryFn: async ({ pageParam, signal }) => {
      const query = { page: pageParam, ...(shown === 'unread' && { read: 'false' as const }) };
      return (await veza.listNotifications({ query, headers, signal })).data;
    },
    initialPageParam: 1,
    getNextPageParam: ({ pagination: { hasNext, page } }) => (hasNext ? page + 1 : undefined),
  });
  const items = pages.data?.pages.flatMap((page) => page.items);
  const read = useMutation({
    mutationFn: (notice: Notification | undefined) =>
      notice ? veza.readNotification({ path: { id: notice.id }, headers }) : veza.readAllNotifications({ headers }),
    onSuccess: () => queries.invalidateQueries({ queryKey: NOTICES }),
  });
  return (
    <Section title={t('list')}>
      <Choice<Shown>
        label={t('shown')}
        value={shown}
        options={SHOWN.map((value) => ({ value, label: t(value) }))}
        onChange={setShown}
      />
      {read.error && <ErrorNote error={read.error} />}
      <LoadedList label={t('list')} query={pages} items={items} none={{ title: t('none') }}>
        {(notice) => <Entry key={notice.id} notice={notice} onRead={() => read.mutate(notice)} />}
      </LoadedList>
      <LoadMore pages={pages} />
      {items?.some((notice) => !notice.read) && (
        <div>
          <Button busy={read.isPending} onClick={() => read.mutate(undefined)}>
            {t('readAll')}
          </Button>
        </div>
      )}
    </Section>
  );
}

function Entry({ notice, onRead }: { notice: Notification; onRead(): void }) {
  const t = useTranslations('practice.notices');
  const format = useFormatter();
  const { title, message, timestamp, priority, read } = notice;
  return (
    <Item
      title={title}
      aside={
        <>
          {(priority === 'high' || priority === 'critical') && <Badge kind="danger">{t('urgent')}</Badge>}{' '}
          {!read && <Badge>{t('new')}</Badge>}
        </>
      }
      actions={
        !read && (
          <Button kind="quiet" aria-label={t('readOf', { title })} onClick={onRead}>
            {t('read')}
          </Button>
        )
      }
    >
      <p>
        {message} ·{' '}
        <time dateTime={timestamp}>{format.dateTime(new Date(timestamp), { dateStyle: 'medium', timeStyle: 'short' })}</time>
      </p>
    </Item>
  );
}
