import { Link } from '@tanstack/react-router';
import type { Chat, ChatMessage } from '@veza/sdk/chat';
import { memo, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Thread } from '@veza/sdk';
import type { Line } from '../../chat/timeline.js';
import { classNames } from '../../ui/class-names.js';
import { AuthorPicture } from './author-picture.js';
import type { LineActions } from './line-actions.js';
import { MessageActions } from './message-actions.js';
import styles from './message-line.module.css';
import { MessageText } from './message-text.js';
import { OutgoingState } from './outgoing-state.js';
import { Reactions } from './reactions.js';
import { ThreadLink } from './thread-link.js';

interface MessageLineProps {
  line: Line;
  before: Line | undefined;
  /** The message to which this one replies, when it is loaded. */
  quoted: ChatMessage | undefined;
  user: Chat['user'];
  readers: readonly string[] | undefined;
  isTarget: boolean;
  /** The thread that it began. */
  thread?: Thread | undefined;
  actions: LineActions;
}

/** Messages of one author within this time stand under one name. */
const TOGETHER_MS = 5 * 60_000;

/** One message, with the day and the author where these change. Each step of the wheel moves all lines, and draws only new ones. */
export const MessageLine = memo(function MessageLine({
  line,
  before,
  quoted,
  user,
  readers,
  isTarget,
  thread,
  actions,
}: MessageLineProps) {
  const t = useTranslations('rooms');
  const format = useFormatter();
  const [isActive, setActive] = useState(false);
  const head = headOf(line, user);
  const earlier = before && headOf(before, user);
  const isNewDay = !earlier || new Date(earlier.at).toDateString() !== new Date(head.at).toDateString();
  const message = 'message' in line ? line.message : undefined;
  const repliesTo = message?.replyTo ?? null;
  const isLead = isNewDay || earlier.userId !== head.userId || head.at - earlier.at > TOGETHER_MS || repliesTo !== null;
  const time = format.dateTime(head.at, { hour: 'numeric', minute: 'numeric' });
  return (
    <>
      {isNewDay && (
        <p className={styles.day}>
          <span>{format.dateTime(head.at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })}</span>
        </p>
      )}
      <article
        tabIndex={0}
        className={classNames(styles.line, isLead && styles.lead, isTarget && styles.target)}
        aria-label={t('messageOf', { name: head.username, time })}
        onMouseEnter={() => setActive(true)}
        onMouseLeave={({ currentTarget }) => setActive(currentTarget.contains(document.activeElement))}
        onFocus={() => setActive(true)}
        onBlur={({ currentTarget, relatedTarget }) =>
          setActive(currentTarget.contains(relatedTarget) || currentTarget.matches(':hover'))
        }
      >
        <div className={styles.side}>
          {isLead ? (
            <AuthorPicture userId={head.userId} name={head.username} />
          ) : (
            <time className={styles.quietTime}>{time}</time>
          )}
        </div>
        <div className={styles.body}>
          {isLead && (
            <p className={styles.head}>
              <button type="button" className={styles.author} onClick={() => actions.openPerson(head.userId)}>
                {head.username}
              </button>{' '}
              {message ? (
                <Link to="." search={{ at: message.id }} preload={false} title={t('linkTo')} className={styles.link}>
                  <time dateTime={new Date(head.at).toISOString()}>{time}</time>
                </Link>
              ) : (
                <time dateTime={new Date(head.at).toISOString()}>{time}</time>
              )}
            </p>
          )}
          {repliesTo !== null && <Quote message={quoted} />}
          {message ? (
            <MessageText message={message} />
          ) : (
            'outgoing' in line && <p className={styles.outgoing}>{line.outgoing.draft.content}</p>
          )}
          {'outgoing' in line && <OutgoingState outgoing={line.outgoing} />}
          {message && <Reactions message={message} />}
          {thread && actions.openThread && <ThreadLink thread={thread} onOpen={actions.openThread} />}
          {readers && <p className={styles.readers}>{t('seenBy', { names: readers.join(', ') })}</p>}
        </div>
        {isActive && message && !message.isDeleted && <MessageActions message={message} actions={actions} />}
      </article>
    </>
  );
});

function headOf(line: Line, user: Chat['user']) {
  if ('message' in line) return line.message;
  return { at: line.outgoing.createdAt, userId: user?.userId ?? 0, username: user?.username ?? '' };
}

/** The message to which another one replies; a line without text when it is not loaded. */
function Quote({ message }: { message: ChatMessage | undefined }) {
  const t = useTranslations('rooms');
  return (
    <p className={styles.quote}>
      {message ? (
        <>
          <strong>{message.username}</strong> {message.isDeleted ? t('deleted') : message.content}
        </>
      ) : (
        t('earlier')
      )}
    </p>
  );
}
