import type { ChatMessage } from '@veza/sdk/chat';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { MessageFiles } from './message-files.js';
import { mayBeMarkup } from './message-parts.js';
import styles from './message-text.module.css';
import { TextParts } from './text-parts.js';

/** With the parser, which the first message that needs it loads. Without a line the message is text. */
const MarkupText = lazy(async () => {
  try {
    return { default: (await import('./markup-text.js')).MarkupText };
  } catch {
    return { default: ({ plain }: { plain: ReactNode }) => plain };
  }
});

/** The text of a message, drawn by its marks, with its links and mentions, and its files. Text is never read as HTML. */
export function MessageText({ message }: { message: ChatMessage }) {
  const t = useTranslations('rooms');
  if (message.isDeleted) return <p className={styles.deleted}>{t('deleted')}</p>;
  const { content, mentions } = message;
  const isFileName = message.files.some(({ filename }) => filename === content); // the API names an upload so
  const edited = message.isEdited && <small className={styles.edited}> {t('edited')}</small>;
  const plain = (
    <p className={styles.text}>
      <TextParts text={content} mentions={mentions} />
      {edited}
    </p>
  );
  return (
    <>
      {content !== '' &&
        !isFileName &&
        (mayBeMarkup(content) ? (
          <Suspense fallback={plain}>
            <MarkupText content={content} mentions={mentions} plain={plain} edited={edited} />
          </Suspense>
        ) : (
          plain
        ))}
      {message.files.length > 0 && <MessageFiles message={message} />}
    </>
  );
}
