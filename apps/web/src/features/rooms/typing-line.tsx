import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useChat } from '../../chat/live-chat.js';
import styles from './typing-line.module.css';

/** Longer than the pause between two signals of a person who goes on. */
const FORGET_MS = 8_000;

/** The names of those who are typing. The line keeps its height, so that nothing jumps. */
export function TypingLine({ roomId }: { roomId: string }) {
  const t = useTranslations('rooms');
  const names = useTyping(roomId);
  return (
    <p className={styles.line} role="status">
      {names.length > 0 && (
        <>
          <span className={styles.dots} aria-hidden>
            <i />
            <i />
            <i />
          </span>
          {t('typing', { names: names.slice(0, 3).join(', '), count: names.length })}
        </>
      )}
    </p>
  );
}

function useTyping(roomId: string): string[] {
  const chat = useChat();
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    const timers = new Map<string, ReturnType<typeof setTimeout>>();
    const stop = (name: string) => {
      clearTimeout(timers.get(name));
      timers.delete(name);
      setNames([...timers.keys()]);
    };
    const ends = [
      chat.on('typing', ({ room, userId, username, isTyping }) => {
        if (room !== roomId || userId === chat.user?.userId) return;
        stop(username);
        if (isTyping)
          timers.set(
            username,
            setTimeout(() => stop(username), FORGET_MS),
          );
        setNames([...timers.keys()]);
      }),
      chat.on('message', ({ username }) => stop(username)),
    ];
    return () => {
      for (const end of ends) end();
      for (const timer of timers.values()) clearTimeout(timer);
    };
  }, [chat, roomId]);
  return names;
}
