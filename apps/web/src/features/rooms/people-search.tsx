import type { FoundUser } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Avatar } from '../../ui/avatar.js';
import { ErrorNote } from '../../ui/error-note.js';
import { TextField } from '../../ui/text-field.js';
import styles from './people-search.module.css';
import { SHORTEST, useFoundPeople } from './use-found-people.js';
import { fullName } from './use-person.js';

interface PeopleSearchProps {
  /** The choice is being carried out: a further one waits. */
  busy?: boolean;
  onChoose(person: FoundUser): void;
}

/** Finds people by their names, and hands on the chosen one. */
export function PeopleSearch({ busy = false, onChoose }: PeopleSearchProps) {
  const t = useTranslations('rooms.people');
  const [typed, setTyped] = useState('');
  const { data, error, refetch } = useFoundPeople(typed);
  const isLongEnough = typed.trim().length >= SHORTEST;
  const found = isLongEnough ? data : undefined;
  return (
    <div className={styles.search}>
      <TextField
        label={t('search')}
        hint={t('searchHint')}
        type="search"
        value={typed}
        maxLength={100}
        autoComplete="off"
        autoFocus
        onChange={(event) => setTyped(event.target.value)}
      />
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      <p role="status" className={found?.length === 0 ? styles.nothing : 'visually-hidden'}>
        {found && t('found', { count: found.length })}
      </p>
      <ul className={styles.list}>
        {found?.map((person) => (
          <li key={person.id}>
            <button type="button" className={styles.person} aria-disabled={busy} onClick={() => !busy && onChoose(person)}>
              <Avatar name={person.username} picture={person.avatar} />
              <span>
                <strong>{person.username}</strong> {fullName(person)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
