import { useFormatter, useTranslations } from 'use-intl';
import { useChat } from '../../chat/live-chat.js';
import { Actions } from '../../ui/actions.js';
import { Avatar } from '../../ui/avatar.js';
import { Badge } from '../../ui/badge.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorNote } from '../../ui/error-note.js';
import { LinkButton } from '../../ui/link-button.js';
import { Skeleton } from '../../ui/skeleton.js';
import { BlockButton } from '../../people/block-button.js';
import styles from './person-card.module.css';
import { Presence } from './presence.js';
import { ReportPerson } from '../../people/report-person.js';
import { fullName, usePerson } from './use-person.js';

/** Who a person is, and what can be done: write, block, report. */
export function PersonCard({ userId, onClose }: { userId: number; onClose(): void }) {
  const t = useTranslations('rooms');
  const format = useFormatter();
  const { user } = useChat();
  const { name, profile, conversation, error } = usePerson(userId);
  const isMe = user?.userId === userId;
  return (
    <Dialog title={name === '' ? t('card.title') : name} onClose={onClose}>
      {error !== null && <ErrorNote error={error} />}
      {!profile && error === null && <Skeleton label={t('loading')} />}
      {profile && (
        <div className={styles.card}>
          <div className={styles.who}>
            <Avatar name={profile.username} picture={profile.avatar} />
            <div>
              <p>
                <strong>{fullName(profile) ?? profile.username}</strong> {profile.bot && <Badge>{t('card.bot')}</Badge>}
              </p>
              <p className={styles.soft}>{conversation && <Presence conversation={conversation} />}</p>
            </div>
          </div>
          {profile.bio !== '' && <p className={styles.bio}>{profile.bio}</p>}
          <p className={styles.soft}>
            {t('card.since', { date: format.dateTime(new Date(profile.created_at), { month: 'long', year: 'numeric' }) })}
          </p>
          {!isMe && (
            <Actions>
              <LinkButton to="/rooms/people/$userId" params={{ userId }} kind="primary" onClick={onClose}>
                {t('card.write')}
              </LinkButton>
              <BlockButton userId={userId} name={profile.username} />
              <ReportPerson userId={userId} name={profile.username} />
            </Actions>
          )}
        </div>
      )}
    </Dialog>
  );
}
