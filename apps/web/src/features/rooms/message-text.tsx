import type { ChatMessage } from '@veza/sdk/chat';
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { linksElsewhere } from './links-elsewhere.js';
import { MessageFiles } from './message-files.js';
import { mayBeMarkup } from './message-parts.js';
import styles from './message-text.module.css';
import { MOST_CARDS, ownLinks } from './own-links.js';
import { TextParts } from './text-parts.js';

/** With the parser, which the first message that needs it loads. Without a line the message is text. */
const MarkupText = lazy(async () => {
  try {
    return { default: (await import('./markup-text.js')).MarkupText };
  } catch {
    return { default: ({ plain }: { plain: ReactNode }) => plain };
  }
});

/** With the first message that leads somewhere. Without a line there is nothing to read for them. */
const LinkCards = lazy(async (): Promise<{ default: ComponentType<{ content: string }> }> => {
  try {
    return { default: (await import('./link-cards.js')).LinkCards };
  } catch {
    return { default: () => null };
  }
});

/** The text of a message, drawn by its marks, with its links and mentions, the cards of what it leads to, and its files. Text is never read as HTML. */
export function MessageText({ message }: { message: ChatMessage }) {
  const t = useTranslations('rooms');
  if (message.isDeleted) return <p className={styles.deleted}>{t('deleted')}</p>;
  const { content, mentions } = message;
  // The API names an upload so, and says a voice message in words for clients that draw none.
  const isFileName = message.files.some(({ filename, voice }) => filename === content || (voice && !message.isEdited));
  const own = ownLinks([content], location.origin).length;
  const links = own + linksElsewhere([content], location.origin, MOST_CARDS - own).length;
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
      {links > 0 && (
        <Suspense fallback={<div style={{ height: `calc(${links} * (4.5rem + var(--space-1)))` }} />}>
          <LinkCards content={content} />
        </Suspense>
      )}
      {message.files.length > 0 && <MessageFiles message={message} />}
    </>
  );
}
