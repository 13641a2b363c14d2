import type { AccountBan } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Item } from '../../ui/item-list.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { LoadMore } from '../../ui/load-more.js';
import { useOlder } from './use-older.js';
import { UserLink } from './user-link.js';

/** Bans from the whole platform, with who imposed and who lifted them, the newest first. */
export function BansLog() {
  const t = useTranslations('admin.audit');
  const veza = useVeza();
  const pages = useOlder(['bans'], (query, signal) => veza.listPlatformBans({ query, signal }));
  return (
    <>
      <LoadedList label={t('kinds.bans')} query={pages} items={pages.data?.pages.flat()} none={{ title: t('noBans') }}>
        {(ban) => <BanLine key={ban.id} ban={ban} />}
      </LoadedList>
      <LoadMore pages={pages} />
    </>
  );
}

function BanLine({ ban }: { ban: AccountBan }) {
  const t = useTranslations('admin');
  const format = useFormatter();
  const moment = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Item
      title={
        <>
          <UserLink id={ban.moderator_id} /> {t('audit.actions.ban')} <UserLink id={ban.user_id} />
        </>
      }
    >
      {[
        moment(ban.created_at),
        ban.until === null ? t('bans.durations.permanent') : t('bans.until', { date: moment(ban.until) }),
        ban.reason || t('bans.noReason'),
      ].join(' · ')}
      {ban.lifted_at !== null && (
        <p>
          {ban.lifted_by !== null && <UserLink id={ban.lifted_by} />} {t('audit.lifted', { date: moment(ban.lifted_at) })}
        </p>
      )}
    </Item>
  );
}
