import { useLocation, useNavigate } from '@tanstack/react-router';
import { VezaError } from '@veza/sdk';
import { ChatError, type ChatMessage, type Place } from '@veza/sdk/chat';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { placeKey } from '../../chat/places.js';
import { useTimeline } from '../../chat/use-timeline.js';
import { classNames } from '../../ui/class-names.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Composer } from './composer.js';
import { MessageLog } from './message-log.js';
import styles from './place-view.module.css';
import { TypingLine } from './typing-line.js';
import { useDraft } from './use-draft.js';
import { useOpener } from './use-opener.js';
import { useReading } from './use-reading.js';
import { useRoomBesideThread } from './use-room-beside-thread.js';
import { useThreads } from './use-threads.js';
import { useUploads } from './use-uploads.js';

// Not with the first view: they are opened by a press.
const PersonCard = lazy(async () => ({ default: (await import('./person-card.js')).PersonCard }));
const ReportMessage = lazy(async () => ({ default: (await import('./report-message.js')).ReportMessage }));
const ThreadPanel = lazy(async () => ({ default: (await import('./thread-panel.js')).ThreadPanel }));

interface PlaceViewProps {
  place: Place;
  name: string;
  /** The message, or the instant, at which the list opens. */
  around: number | string | undefined;
  /** A message of the thread that is open beside. */
  thread?: number | undefined;
  header: ReactNode;
  /** In the place of the field, when nothing can be written. */
  closed?: ReactNode;
}

type Opened = { readonly person: number } | { readonly report: ChatMessage };

/** A room or a conversation: what was said, and the field for the next message. */
export function PlaceView({ place, name, around, thread, header, closed }: PlaceViewProps) {
  const t = useTranslations('rooms');
  const navigate = useNavigate();
  const timeline = useTimeline(place, around);
  const { quote } = useLocation().state;
  const { reply, edit, ...draft } = useDraft(placeKey(place), quote);
  const [isAtEnd, setAtEnd] = useState(true);
  const [opened, open] = useState<Opened>();
  const files = useUploads(place);
  const { threads, look } = useThreads(place, timeline.lines, timeline.timeline);
  const hasBoth = useRoomBesideThread();
  const rememberOpener = useOpener(thread);
  const isCovered = thread !== undefined && !hasBoth;
  const seenBy = useReading(place, timeline.lines, isAtEnd && !isCovered && !timeline.isKept);
  const actions = useMemo(
    () => ({
      reply,
      edit,
      report: (message: ChatMessage) => open({ report: message }),
      openPerson: (person: number) => open({ person }),
      ...('room' in place && {
        openThread: (id: number) => {
          rememberOpener();
          void navigate({ to: '.', search: (before) => ({ ...before, thread: id }) });
        },
      }),
    }),
    [reply, edit, place, navigate, rememberOpener],
  );
  const accepts = files.accepts && closed === undefined;
  const toEnd = () => void navigate({ to: '.', search: ({ at: _, ...before }) => before });
  return (
    // Always the same elements: the messages keep their place and their focus when a thread opens beside them.
    <div className={classNames(styles.place, thread !== undefined && styles.withThread)}>
      <section
        className={styles.view}
        aria-label={name}
        onDragOver={(event) => accepts && event.preventDefault()}
        onDrop={(event) => {
          if (!accepts || event.dataTransfer.files.length === 0) return;
          event.preventDefault();
          files.add(event.dataTransfer.files);
        }}
      >
        <title>{`${name} · Veza`}</title>
        {header}
        <div className={styles.middle}>
          {timeline.isLoading && <Skeleton label={t('loading')} lines={6} className={styles.pad} />}
          {timeline.error && (
            <div className={styles.pad}>
              {isBan(timeline.error) ? (
                <p role="alert">{t('standing.bannedForever')}</p>
              ) : (
                <ErrorNote error={timeline.error} retry={timeline.retry} />
              )}
            </div>
          )}
          {!timeline.isLoading && !timeline.error && (
            <MessageLog
              key={around ?? 'end'}
              name={name}
              timeline={timeline}
              seenBy={seenBy}
              around={around}
              threads={threads}
              actions={actions}
              onToEnd={toEnd}
              onAtEnd={setAtEnd}
            />
          )}
        </div>
        {'room' in place ? <TypingLine roomId={place.room} /> : <span className={styles.space} />}
        {closed ??
          (!isBan(timeline.error) && (
            <Composer
              place={place}
              name={name}
              draft={draft}
              files={files}
              timeline={timeline.timeline}
              onEdit={edit}
              onSent={() => timeline.hasNewer && toEnd()}
            />
          ))}
      </section>
      {thread !== undefined && 'room' in place && (
        <Suspense fallback={<Skeleton label={t('loading')} lines={6} className={styles.pad} />}>
          <ThreadPanel
            key={thread}
            place={place}
            messageId={thread}
            isClosed={closed !== undefined}
            actions={actions}
            onRead={look}
            onClose={() => void navigate({ to: '.', search: ({ thread: _, ...before }) => before })}
          />
        </Suspense>
      )}
      {opened && (
        <Suspense>
          {'person' in opened ? (
            <PersonCard userId={opened.person} onClose={() => open(undefined)} />
          ) : (
            <ReportMessage message={opened.report} onClose={() => open(undefined)} />
          )}
        </Suspense>
      )}
    </div>
  );
}

/** A ban from the room, which is none of the account. */
const isBan = (error: unknown): boolean => (error instanceof VezaError || error instanceof ChatError) && error.code === 'BANNED';
