import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Item } from '../../ui/item-list.js';
import { LoadMore } from '../../ui/load-more.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { useOlder } from './use-older.js';
import { UserLink } from './user-link.js';

/** Roles that administrators gave and took, the newest first. */
export function RoleChanges() {
  const t = useTranslations('admin');
  const format = useFormatter();
  const veza = useVeza();
  const pages = useOlder(['role-changes'], (query, signal) => veza.listRoleChanges({ query, signal }));
  return (
    <>
      <LoadedList
        label={t('audit.kinds.roles')}
        query={pages}
        items={pages.data?.pages.flat()}
        none={{ title: t('audit.noRoles') }}
      >
        {({ id, user_id: user, changed_by: by, from, to, at }) => (
          <Item
            key={id}
            title={
              <>
                <UserLink id={user} />: {t(`person.roles.${from}`)} → {t(`person.roles.${to}`)}
              </>
            }
          >
            <UserLink id={by} /> · {format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' })}
          </Item>
        )}
      </LoadedList>
      <LoadMore pages={pages} />
    </>
  );
}
