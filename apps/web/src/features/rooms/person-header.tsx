import { useTranslations } from 'use-intl';
import { BackLink } from '../../ui/back-link.js';
import { Avatar } from '../../ui/avatar.js';
import { ErrorNote } from '../../ui/error-note.js';
import { GoToDay } from './go-to-day.js';
import { Presence } from './presence.js';
import styles from './room-header.module.css';
import { fullName, type PersonInSight } from './use-person.js';

/** The name of the other person, and whether that person is there. */
export function PersonHeader({ person: { name, profile, conversation, error } }: { person: PersonInSight }) {
  const t = useTranslations('rooms');
  const called = profile && fullName(profile);
  return (
    <header className={styles.header}>
      <BackLink to="/rooms" className={styles.back} aria-label={t('back')} />
      {name !== '' && <Avatar name={name} picture={profile?.avatar} />}
      <div className={styles.names}>
        <h1 tabIndex={-1} className={styles.name}>
          {name}
        </h1>
        <p className={styles.people}>
          {called}
          {called && conversation && ' · '}
          {conversation && <Presence conversation={conversation} />}
        </p>
      </div>
      <GoToDay />
      {error !== null && <ErrorNote error={error} />}
    </header>
  );
}
