import type { AuditLine } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Item } from '../../ui/item-list.js';
import { LoadMore } from '../../ui/load-more.js';
import { AuditFilters } from './audit-filters.js';
import { actionOf, queryOf } from './audit-filter.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { useAuditFilters } from './use-audit-filters.js';
import { useOlder } from './use-older.js';
import { UserLink } from './user-link.js';

/** What moderators did in rooms, the newest first. */
export function ModerationLog() {
  const t = useTranslations('admin.audit');
  const veza = useVeza();
  const filter = useAuditFilters();
  const { filters } = filter;
  const pages = useOlder(['audit', filters], (page, signal) =>
    veza.moderationAudit({ query: { ...queryOf(filters), ...page }, signal }),
  );
  return (
    <>
      <AuditFilters filter={filter} />
      <LoadedList
        label={t('title')}
        query={pages}
        items={pages.data?.pages.flat()}
        none={Object.keys(filters).length === 0 ? { title: t('none') } : { title: t('noneFound'), hint: t('noneFoundHint') }}
      >
        {(line) => <AuditItem key={line.id} line={line} />}
      </LoadedList>
      <LoadMore pages={pages} />
    </>
  );
}

function AuditItem({ line }: { line: AuditLine }) {
  const t = useTranslations('admin.audit');
  const format = useFormatter();
  const action = actionOf(line.action);
  return (
    <Item
      title={
        <>
          <UserLink id={line.moderator_id} /> {action === undefined ? line.action : t(`actions.${action}`)}{' '}
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
  );
}
