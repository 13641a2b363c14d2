import type { ChatMessage } from '@veza/sdk/chat';
import { useTranslations } from 'use-intl';
import { MessageFiles } from './message-files.js';
import styles from './message-text.module.css';

const PARTS = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]|@[\p{L}\p{N}_.-]+)/u;

/** The text of a message, with its links and mentions, and its files. Text is never read as HTML. */
export function MessageText({ message }: { message: ChatMessage }) {
  const t = useTranslations('rooms');
  if (message.isDeleted) return <p className={styles.deleted}>{t('deleted')}</p>;
  const isFileName = message.files.some(({ filename }) => filename === message.content); // the API names an upload so
  return (
    <>
      {message.content !== '' && !isFileName && (
        <p className={styles.text}>
          {message.content.split(PARTS).map((part, index) => (
            <Part key={index} text={part} mentions={message.mentions} />
          ))}
          {message.isEdited && <small className={styles.edited}> {t('edited')}</small>}
        </p>
      )}
      {message.files.length > 0 && <MessageFiles message={message} />}
    </>
  );
}

function Part({ text, mentions }: { text: string; mentions: readonly string[] }) {
  if (/^https?:/.test(text))
    return (
      <a href={text} target="_blank" rel="noopener noreferrer nofollow">
        {text}
      </a>
    );
  if (text.startsWith('@') && mentions.includes(text.slice(1))) return <strong className={styles.mention}>{text}</strong>;
  return text;
}
