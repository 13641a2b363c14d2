import { useInfiniteQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Item } from '../../ui/item-list.js';
import { LoadMore } from '../../ui/load-more.js';
import { Section } from '../../ui/section.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { TRANSCODINGS } from './transcodings.js';
import { UserLink } from './user-link.js';

/** What administrators did to the queue, the newest first. */
export function QueueChanges() {
  const t = useTranslations('admin.queueChanges');
  const format = useFormatter();
  const veza = useVeza();
  const pages = useInfiniteQuery({
    queryKey: [...TRANSCODINGS, 'changes'],
    queryFn: async ({ signal, pageParam: cursor }) =>
      (await veza.listTranscodingQueueChanges({ query: { limit: 10, ...(cursor !== '' && { cursor }) }, signal })).data,
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }) => next,
  });
  return (
    <Section title={t('title')}>
      <LoadedList
        label={t('title')}
        query={pages}
        items={pages.data?.pages.flatMap(({ changes }) => changes)}
        none={{ title: t('none') }}
      >
        {({ id, action, changed_by: by, track_id: track, count, at }) => (
          <Item key={id} title={t(`actions.${action}`, { track: track ?? 0, count: count ?? 0 })}>
            <UserLink id={by} /> · {format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' })}
          </Item>
        )}
      </LoadedList>
      <LoadMore pages={pages} />
    </Section>
  );
}
