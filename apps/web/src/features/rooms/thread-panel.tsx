import { useMutation } from '@tanstack/react-query';
import type { Place } from '@veza/sdk/chat';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useChat } from '../../chat/live-chat.js';
import { placeKey } from '../../chat/places.js';
import { useVeza } from '../../session/session-context.js';
import { Button, IconButton } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { CloseIcon } from '../../ui/icons.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Composer } from './composer.js';
import type { LineActions } from './line-actions.js';
import { MessageLine } from './message-line.js';
import styles from './thread-panel.module.css';
import { useDraft } from './use-draft.js';
import { useThread } from './use-thread.js';

interface ThreadPanelProps {
  place: Extract<Place, { room: string }>;
  /** A message of the thread. */
  messageId: number;
  /** The person cannot write in the room. */
  isClosed: boolean;
  actions: LineActions;
  onRead(threads: readonly number[]): void;
  onClose(): void;
}

/** One mark for the replies of a busy moment. */
const SEEN_MS = 1_000;

/** No file: an upload is a message of its own in the room. */
const NO_FILES = { accepts: false, uploads: [], add: () => undefined, send: () => undefined, discard: () => undefined };

/** A thread beside its room, or on a phone in its place. */
export function ThreadPanel({ place, messageId, isClosed, actions, onRead, onClose }: ThreadPanelProps) {
  const t = useTranslations('talk.thread');
  const veza = useVeza();
  const { user } = useChat();
  const { timeline, lines, hasOlder, loadOlder, threadId, first } = useThread(place, messageId);
  const older = useMutation({ mutationFn: loadOlder });
  const { reply, edit, ...draft } = useDraft(`${placeKey(place)} ${messageId}`);
  const heading = useRef<HTMLHeadingElement>(null);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  const { openPerson, report } = actions;
  const own = useMemo(() => ({ reply, edit, openPerson, report }), [reply, edit, openPerson, report]);
  const stored = lines.flatMap((line) => ('message' in line ? [line.message] : []));
  const newest = stored.at(-1);
  const newestSeq = newest?.seq;
  const target =
    stored.find(({ id, isDeleted }) => id === threadId && !isDeleted) ?? stored.findLast(({ isDeleted }) => !isDeleted);
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' }); // returns a promise in newer browsers
  }, [newestSeq, lines.length]);
  const isReply = newest !== undefined && newest.id !== threadId;
  useEffect(() => {
    if (newestSeq === undefined || !isReply) return;
    const body = { seq: newestSeq };
    const mark = async () => {
      await veza.markThreadRead({ path: { id: place.room, messageId: threadId }, body });
      onRead([threadId]);
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = () => {
      if (document.visibilityState === 'visible') timer ??= setTimeout(() => void mark().catch(() => undefined), SEEN_MS);
    };
    begin();
    document.addEventListener('visibilitychange', begin);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', begin);
    };
  }, [veza, place, threadId, newestSeq, isReply, onRead]);

  return (
    <aside className={styles.panel} aria-label={t('title')}>
      <header className={styles.header}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {t('title')}
        </h1>
        <IconButton label={t('close')} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      <div className={styles.messages} tabIndex={0} role="region" aria-label={t('title')}>
        {first.isPending && <Skeleton label={t('title')} lines={4} className={styles.pad} />}
        {first.error && (
          <div className={styles.pad}>
            <ErrorNote error={first.error} retry={() => void first.refetch()} />
          </div>
        )}
        {first.data?.isRootGone && <p className={styles.note}>{t('gone')}</p>}
        {first.data && stored.length === 1 && isReply === false && <p className={styles.note}>{t('none')}</p>}
        {older.error && <ErrorNote error={older.error} />}
        {first.data && hasOlder && (
          <Button className={styles.earlier} busy={older.isPending} onClick={() => older.mutate()}>
            {t('earlier')}
          </Button>
        )}
        {lines.map((line, index) => (
          <MessageLine
            key={line.key}
            line={line}
            before={lines[index - 1]}
            quoted={'message' in line && line.message.replyTo !== null ? timeline.find(line.message.replyTo) : undefined}
            user={user}
            readers={undefined}
            isTarget={false}
            actions={own}
          />
        ))}
        <div ref={end} />
      </div>
      {!isClosed &&
        first.data &&
        (target ? (
          <Composer
            place={place}
            name={t('title')}
            draft={draft}
            files={NO_FILES}
            timeline={timeline}
            onEdit={edit}
            onSent={() => undefined}
            thread={target.id}
          />
        ) : (
          <p className={styles.note}>{t('closed')}</p>
        ))}
    </aside>
  );
}
