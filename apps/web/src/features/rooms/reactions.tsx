import type { ChatMessage } from '@veza/sdk/chat';
import { useTranslations } from 'use-intl';
import { useChat } from '../../chat/live-chat.js';
import styles from './reactions.module.css';

/** The reactions of a message. A press adds or takes back the own one. */
export function Reactions({ message }: { message: ChatMessage }) {
  const t = useTranslations('rooms');
  const chat = useChat();
  if (message.reactions.length === 0) return null;
  return (
    <ul className={styles.reactions} aria-label={t('reactions')}>
      {message.reactions.map(({ emoji, count, me }) => (
        <li key={emoji}>
          <button
            type="button"
            className={styles.reaction}
            aria-pressed={me}
            aria-label={t('reaction', { emoji, count })}
            onClick={() => void (me ? chat.unreact(message.id, emoji) : chat.react(message, emoji)).catch(() => undefined)}
          >
            {emoji} {count}
          </button>
        </li>
      ))}
    </ul>
  );
}
