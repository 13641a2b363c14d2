import { Link } from '@tanstack/react-router';
import type { Conversation, Room } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button, IconButton } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { PlusIcon } from '../../ui/icons.js';
import { Skeleton } from '../../ui/skeleton.js';
import { NewConversation } from './new-conversation.js';
import styles from './place-list.module.css';
import { RoomEntry } from './room-entry.js';
import { Unread } from './unread.js';
import { useConversations } from './use-conversations.js';
import { lastActivity, ownRooms, useRooms } from './use-rooms.js';

type Listed = { readonly person: Conversation } | { readonly group: Room };

/** The people and groups with whom the person writes, with what is unread. */
export function PeopleList() {
  const t = useTranslations('rooms.people');
  const { data, error, isPending, refetch } = useConversations();
  const groups = ownRooms(useRooms().data ?? []).filter(({ is_group }) => is_group);
  const listed = inOrder(data ?? [], groups);
  const [starting, setStarting] = useState(false);
  return (
    <section aria-labelledby="people-title" className={styles.section}>
      <header className={styles.header}>
        <h2 id="people-title" className={styles.title}>
          {t('title')}
        </h2>
        <IconButton label={t('start')} onClick={() => setStarting(true)}>
          <PlusIcon />
        </IconButton>
      </header>
      {isPending && <Skeleton label={t('loading')} lines={2} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data && listed.length === 0 && (
        <div className={styles.nothing}>
          <p>{t('nothing')}</p>
          <Button onClick={() => setStarting(true)}>{t('start')}</Button>
        </div>
      )}
      <ul className={styles.list}>
        {listed.map((each) =>
          'person' in each ? (
            <Entry key={each.person.user_id} conversation={each.person} />
          ) : (
            <RoomEntry key={each.group.id} room={each.group} />
          ),
        )}
      </ul>
      <Link to="/rooms/blocked" className={styles.quiet}>
        {t('blocked')}
      </Link>
      {starting && <NewConversation onClose={() => setStarting(false)} />}
    </section>
  );
}

/** The latest first. */
function inOrder(people: readonly Conversation[], groups: readonly Room[]): Listed[] {
  const listed: Listed[] = [...people.map((person) => ({ person })), ...groups.map((group) => ({ group }))];
  const at = (each: Listed) => Date.parse('person' in each ? each.person.last_activity : lastActivity(each.group));
  return listed.sort((one, other) => at(other) - at(one));
}

function Entry({ conversation: { user_id, username, is_online, unread_count, last_message } }: { conversation: Conversation }) {
  const t = useTranslations('rooms.people');
  return (
    <li>
      <Link to="/rooms/people/$userId" params={{ userId: user_id }} className={styles.entry}>
        <span className={styles.name}>
          {username}
          {is_online && (
            <span className={styles.online}>
              <span className="visually-hidden">{t('online')}</span>
            </span>
          )}
        </span>
        <Unread count={unread_count} />
        <span className={styles.last}>{last_message === '' ? t('file') : last_message}</span>
      </Link>
    </li>
  );
}
