import { useInfiniteQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Item, ItemList } from '../../ui/item-list.js';
import { LoadMore } from '../../ui/load-more.js';
import { Skeleton } from '../../ui/skeleton.js';
import { AdminFrame } from './admin-frame.js';
import { UserLink } from './user-link.js';

const PAGE = 20;

export function AuditPage() {
  const t = useTranslations('admin');
  return (
    <AdminFrame title={t('pages.audit')}>
      <AuditLog />
    </AdminFrame>
  );
}

/** What moderators did in rooms, the newest first. */
function AuditLog() {
  const t = useTranslations('admin.audit');
  const format = useFormatter();
  const veza = useVeza();
  const pages = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: async ({ signal, pageParam: before }) =>
      (await veza.moderationAudit({ query: { limit: PAGE, ...(before > 0 && { before }) }, signal })).data,
    initialPageParam: 0,
    getNextPageParam: (page) => (page.length === PAGE ? page.at(-1)?.id : undefined),
  });
  const lines = pages.data?.pages.flat();
  return (
    <>
      {pages.isPending && <Skeleton label={t('title')} lines={5} />}
      {pages.error && !pages.data && <ErrorNote error={pages.error} retry={() => void pages.refetch()} />}
      {lines?.length === 0 && <EmptyState title={t('none')} />}
      {lines && lines.length > 0 && (
        <ItemList label={t('title')}>
          {lines.map((line) => (
            <Item
              key={line.id}
              title={
                <>
                  <UserLink id={line.moderator_id} /> {line.action}{' '}
                  {line.user_id === null ? line.subject : <UserLink id={line.user_id} />}
                </>
              }
            >
              {[
                format.dateTime(new Date(line.at), { dateStyle: 'medium', timeStyle: 'short' }),
                line.room_id !== null && t('room', { id: line.room_id }),
                line.reason,
              ]
                .filter(Boolean)
                .join(' · ')}
            </Item>
          ))}
        </ItemList>
      )}
      <LoadMore pages={pages} />
    </>
  );
}
