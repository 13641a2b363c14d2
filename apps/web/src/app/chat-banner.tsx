import { useTranslations } from 'use-intl';
import { useChatStatus } from '../chat/live-chat.js';
import { useIsAway } from '../session/session-context.js';
import styles from './chat-banner.module.css';

/** One line while there is no connection. Nothing is asked of the person: it comes back by itself. */
export function ChatBanner() {
  const t = useTranslations('app.chat');
  const chatStatus = useChatStatus();
  const status = useIsAway() ? 'offline' : chatStatus;
  const isShown = status === 'offline' || status === 'ended';
  return (
    <p role="status" className={isShown ? styles.banner : 'visually-hidden'}>
      {isShown && t(status)}
    </p>
  );
}
