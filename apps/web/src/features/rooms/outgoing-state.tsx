import type { OutgoingMessage } from '@veza/sdk/chat';
import { useTranslations } from 'use-intl';
import { useChat, useChatStatus } from '../../chat/live-chat.js';
import { Button } from '../../ui/button.js';
import styles from './outgoing-state.module.css';

const REASONS = ['MESSAGE_TOO_LONG', 'FORBIDDEN', 'BANNED', 'BLOCKED'] as const;

/** Where an own message is: waiting for the connection, on its way, or refused, with what can be done. */
export function OutgoingState({ outgoing }: { outgoing: OutgoingMessage }) {
  const t = useTranslations('rooms');
  const errors = useTranslations('errors');
  const chat = useChat();
  const status = useChatStatus();
  if (outgoing.state === 'sent') return null;
  const isSafe = status !== 'online' && outgoing.isKept; // the tab may be closed
  if (outgoing.state === 'sending') return <p className={styles.state}>{t(isSafe ? 'waiting' : 'sending')}</p>;
  const reason = REASONS.find((known) => known === outgoing.error?.code);
  return (
    <div className={styles.failed} role="alert">
      <span>{reason ? errors(reason) : t('failed')}</span>
      <Button kind="quiet" onClick={() => chat.retry(outgoing.clientId)}>
        {t('sendAgain')}
      </Button>
      <Button kind="quiet" onClick={() => chat.discard(outgoing.clientId)}>
        {t('discard')}
      </Button>
    </div>
  );
}
