import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useTimeline } from '../../chat/use-timeline.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Composer } from './composer.js';
import { MessageLog } from './message-log.js';
import { RoomHeader } from './room-header.js';
import styles from './room-view.module.css';
import { TypingLine } from './typing-line.js';
import { useDraft } from './use-draft.js';
import { useReading } from './use-reading.js';
import { useRooms } from './use-rooms.js';

/** A room: who is there, what was said, and the field for the next message. */
export function RoomView({ roomId }: { roomId: string }) {
  const t = useTranslations('rooms');
  const room = useRooms().data?.find(({ id }) => id === roomId);
  const timeline = useTimeline(roomId);
  const draft = useDraft();
  const [isAtEnd, setAtEnd] = useState(true);
  const seenBy = useReading(roomId, timeline.lines, isAtEnd);
  const name = room?.name ?? roomId;
  return (
    <section className={styles.view} aria-label={name}>
      <title>{`${name} · Veza`}</title>
      <RoomHeader roomId={roomId} room={room} />
      <div className={styles.middle}>
        {timeline.isLoading && <Skeleton label={t('loading')} lines={6} className={styles.pad} />}
        {timeline.error && (
          <div className={styles.pad}>
            <ErrorNote error={timeline.error} retry={timeline.retry} />
          </div>
        )}
        {!timeline.isLoading && !timeline.error && (
          <MessageLog
            name={name}
            timeline={timeline}
            seenBy={seenBy}
            onReply={draft.reply}
            onEdit={draft.edit}
            onAtEnd={setAtEnd}
          />
        )}
      </div>
      <TypingLine roomId={roomId} />
      <Composer roomId={roomId} name={name} draft={draft} timeline={timeline.timeline} />
    </section>
  );
}
