import type { ChatMessage } from '@veza/sdk/chat';
import { useTranslations } from 'use-intl';
import { useChat } from '../../chat/live-chat.js';
import styles from './person-card.module.css';
import { ReportDialog } from '../../ui/report-dialog.js';

/** The dialogue that reports a message. */
export function ReportMessage({ message, onClose }: { message: ChatMessage; onClose(): void }) {
  const t = useTranslations('rooms.report');
  const chat = useChat();
  return (
    <ReportDialog
      title={t('title')}
      hint={t('hint')}
      done={t('done')}
      onReport={(reason, details) => chat.report(message.id, reason, details)}
      onClose={onClose}
    >
      <blockquote className={styles.bio}>
        <strong>{message.username}</strong> {message.content}
      </blockquote>
    </ReportDialog>
  );
}
