import type { Comment } from '@veza/sdk';
import { type KeyboardEvent, useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import { clock } from '../../player/time.js';
import { Avatar } from '../../ui/avatar.js';
import styles from './comment-marks.module.css';
import { useMarks } from './use-comments.js';

/** Between the middles of two marks, so that each can be hit. */
const APART_PIXELS = 28;

interface CommentMarksProps {
  trackId: number;
  duration: number;
  onJump(second: number): void;
}

type Mark = Comment & { second: number; author: NonNullable<Comment['author']> };
const isMark = (comment: Comment): comment is Mark => comment.second !== null && comment.author !== null;

/** Comments at their places below the waveform: one stop of the Tab key, and arrows between them. */
export function CommentMarks({ trackId, duration, onJump }: CommentMarksProps) {
  const t = useTranslations('comments');
  const { data } = useMarks(trackId);
  const [width, setWidth] = useState(0);
  const [chosen, setChosen] = useState(0);
  const measure = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const marks = apart((data ?? []).filter(isMark), (duration * APART_PIXELS) / Math.max(width, 1));
  if (marks.length === 0 || duration === 0) return null;
  const active = Math.min(chosen, marks.length - 1);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const to = { ArrowRight: active + 1, ArrowLeft: active - 1, Home: 0, End: marks.length - 1 }[event.key];
    if (to === undefined || !(to in marks)) return;
    event.preventDefault();
    setChosen(to);
    event.currentTarget.querySelectorAll('button')[to]?.focus();
  };
  return (
    <ul ref={measure} aria-label={t('marks')} className={styles.marks} onKeyDown={onKeyDown}>
      {marks.map(({ id, second, author: { username: name }, text }, at) => (
        <li key={id} className={styles.mark} style={{ insetInlineStart: `${Math.min(100, (second / duration) * 100)}%` }}>
          <button
            type="button"
            className={styles.button}
            tabIndex={at === active ? 0 : -1}
            aria-label={t('mark', { name, second: clock(second), text: text ?? '' })}
            onFocus={() => setChosen(at)}
            onClick={() => onJump(second)}
          >
            <Avatar name={name} />
          </button>
          <span className={second > duration / 2 ? styles.wordsBefore : styles.wordsAfter} aria-hidden>
            <strong>{name}</strong> {clock(second)} {text}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Without those that are too near to the one before. */
function apart(marks: readonly Mark[], seconds: number): readonly Mark[] {
  let last = -Infinity;
  return marks.filter(({ second }) => {
    if (second - last < seconds) return false;
    last = second;
    return true;
  });
}
