import { Link } from '@tanstack/react-router';
import type { Message } from '@veza/sdk';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useChat } from '../../chat/live-chat.js';
import { searchParts } from './search-parts.js';
import styles from './search.page.module.css';
import { useConversations } from './use-conversations.js';
import { useRooms } from './use-rooms.js';

interface FoundMessageProps {
  message: Message;
  /** What was searched, to be marked. */
  words: string;
  onOpen?(): void;
  /** Below the message. */
  children?: ReactNode;
}

/** A message out of its list, with its place. It leads to the message among the others. */
export function FoundMessage({ message, words, onOpen, children }: FoundMessageProps) {
  const t = useTranslations('rooms');
  const format = useFormatter();
  const { user } = useChat();
  const { data: rooms } = useRooms();
  const { data: conversations } = useConversations();
  const at = { at: message.id };
  const other = message.recipient_id === user?.userId ? message.user_id : message.recipient_id;
  const content = (place: string | undefined) => (
    <>
      <span className={styles.where}>
        <strong>{message.username}</strong> · {place} ·{' '}
        <time dateTime={message.created_at}>
          {format.dateTime(new Date(message.created_at), { dateStyle: 'medium', timeStyle: 'short' })}
        </time>
      </span>
      <span className={styles.text}>{message.content === '' ? t('people.file') : marked(message.content, words)}</span>
    </>
  );
  return (
    <li>
      {other === undefined ? (
        <Link to="/rooms/$roomId" params={{ roomId: message.room_id }} search={at} className={styles.found} onClick={onOpen}>
          {content(rooms?.find(({ id }) => id === message.room_id)?.name)}
        </Link>
      ) : (
        <Link to="/rooms/people/$userId" params={{ userId: other }} search={at} className={styles.found} onClick={onOpen}>
          {content(conversations?.find(({ user_id }) => user_id === other)?.username ?? t('people.title'))}
        </Link>
      )}
      {children}
    </li>
  );
}

/** The text with the words that were searched. Words that the server found by another spelling stay plain. */
const marked = (text: string, words: string) =>
  searchParts(text, words).map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part));
