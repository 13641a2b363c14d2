import { useVirtualizer } from '@tanstack/react-virtual';
import type { Thread } from '@veza/sdk';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useChat } from '../../chat/live-chat.js';
import type { Line } from '../../chat/timeline.js';
import type { useTimeline } from '../../chat/use-timeline.js';
import { useMe } from '../../session/use-me.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { SmileIcon } from '../../ui/icons.js';
import type { LineActions } from './line-actions.js';
import { MessageLine } from './message-line.js';
import styles from './message-log.module.css';

interface MessageLogProps {
  name: string;
  timeline: ReturnType<typeof useTimeline>;
  seenBy: ReadonlyMap<number, readonly string[]>;
  /** The message, or the instant, at which the list opens. */
  around: number | string | undefined;
  threads: ReadonlyMap<number, Thread>;
  actions: LineActions;
  onToEnd(): void;
  onAtEnd(isAtEnd: boolean): void;
}

/** Lines from the top at which the page before them is fetched. */
const AHEAD = 15;
/** The reader is at the end within so many pixels. */
const END_PIXELS = 80;

/** The messages, of which only those in sight are elements. It stays at its end, or where the reader is. */
export function MessageLog({ name, timeline, seenBy, around, threads, actions, onToEnd, onAtEnd }: MessageLogProps) {
  const t = useTranslations('rooms');
  const { lines, loadOlder, hasOlder, loadNewer, hasNewer } = timeline;
  const chat = useChat();
  const me = useMe().data;
  // Without connection the chat does not know whose unsent messages these are.
  const user = chat.user ?? (me && { userId: me.id, username: me.username });
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => lines[index]?.key ?? index,
    estimateSize: () => 60,
    overscan: 12,
    anchorTo: 'end',
    followOnAppend: !hasNewer, // a newer page is no new message
    scrollEndThreshold: END_PIXELS,
    paddingEnd: 8,
    paddingStart: 16,
  });
  const items = list.getVirtualItems();
  const firstIndex = items[0]?.index ?? 0;
  useEffect(() => {
    if (firstIndex < AHEAD && hasOlder) loadOlder();
  }, [firstIndex, hasOlder, loadOlder, lines.length]);

  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastIndex > lines.length - AHEAD && hasNewer) loadNewer();
  }, [lastIndex, hasNewer, loadNewer, lines.length]);

  const isAtEnd = list.isAtEnd(END_PIXELS) && !hasNewer;
  useEffect(() => onAtEnd(isAtEnd), [onAtEnd, isAtEnd]);
  useEffect(() => {
    if (isAtEnd) timeline.timeline.shorten();
  }, [isAtEnd, timeline.timeline, lines.length]);
  const [target] = useState(() => targetOf(lines, around));
  useEffect(() => {
    if (target === undefined) list.scrollToEnd();
    else list.scrollToIndex(target.index, { align: 'center' });
  }, [list, target]);
  // Messages that come faster than they are drawn push the end out of sight: only the reader's own hands end the following.
  const follows = useRef(target === undefined);
  const leave = () => {
    follows.current = false;
  };
  useLayoutEffect(() => {
    if (follows.current && !hasNewer) list.scrollToEnd();
  }, [list, hasNewer, lines.length]);

  if (lines.length === 0)
    return (
      <EmptyState icon={<SmileIcon />} title={t('first.title')}>
        <p>{t('first.text')}</p>
      </EmptyState>
    );
  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.scroller}
        tabIndex={0}
        role="region"
        aria-label={t('messagesOf', { name })}
        onWheel={leave}
        onTouchMove={leave}
        onKeyDown={leave}
        onPointerDown={leave}
        onScroll={() => (follows.current ||= list.isAtEnd(END_PIXELS))}
      >
        <div className={styles.all} style={{ height: list.getTotalSize() }}>
          {items.map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            const message = 'message' in line ? line.message : undefined;
            return (
              <div
                key={item.key}
                ref={list.measureElement}
                data-index={item.index}
                className={styles.item}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <MessageLine
                  line={line}
                  before={lines[item.index - 1]}
                  quoted={message?.replyTo ? timeline.timeline.find(message.replyTo) : undefined}
                  user={user}
                  readers={message && seenBy.get(message.id)}
                  isTarget={line.key === target?.key}
                  thread={message && threads.get(message.id)}
                  actions={actions}
                />
              </div>
            );
          })}
        </div>
      </div>
      <Announcement line={hasNewer ? undefined : lines.at(-1)} />
      {!isAtEnd && (
        <Button className={styles.toEnd} onClick={() => (hasNewer ? onToEnd() : list.scrollToEnd())}>
          {t('toEnd')}
        </Button>
      )}
    </div>
  );
}

/** The line at which the list opens: that of the message, or the first one from the instant on. */
function targetOf(lines: readonly Line[], around: number | string | undefined): { index: number; key: string } | undefined {
  if (around === undefined) return undefined;
  const from = typeof around === 'string' ? Date.parse(around) : undefined;
  const index = lines.findIndex(
    (line) => 'message' in line && (from === undefined ? line.message.id === around : line.message.at >= from),
  );
  const line = lines[index];
  return line && { index, key: line.key };
}

/** Screen readers read the newest message of others, and not those that scrolling brings. */
function Announcement({ line }: { line: Line | undefined }) {
  const message = line && 'message' in line && line.message.clientId === null ? line.message : undefined;
  return (
    <p role="status" className="visually-hidden">
      {message && !message.isDeleted && `${message.username}: ${message.content}`}
    </p>
  );
}
