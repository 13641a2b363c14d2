import { Link } from '@tanstack/react-router';
import type { Comment, Track } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { clock } from '../../player/time.js';
import { Avatar } from '../../ui/avatar.js';
import { Button } from '../../ui/button.js';
import { LoadMore } from '../../ui/load-more.js';
import { PersonLink } from '../../ui/person-link.js';
import { CommentActions } from './comment-actions.js';
import styles from './comment-entry.module.css';
import { EditComment } from './edit-comment.js';
import { ReplyForm } from './comment-form.js';
import { useReplies } from './use-comments.js';

interface CommentEntryProps {
  track: Track;
  comment: Comment;
  /** A reply has none itself. */
  isReply?: boolean;
  onJump(second: number): void;
}

/** A comment with what can be done with it, and its replies when they are asked for. */
export function CommentEntry({ track, comment, isReply = false, onJump }: CommentEntryProps) {
  const t = useTranslations('comments');
  const [mode, setMode] = useState<'read' | 'reply' | 'edit'>('read');
  const [isOpen, setOpen] = useState(false);
  const { author, text, second, replies } = comment;
  const read = () => setMode('read');
  return (
    <li className={styles.entry}>
      {author ? <Avatar name={author.username} /> : <span />}
      <div className={styles.body}>
        {author ? <Head comment={comment} track={track} second={second} onJump={onJump} name={author.username} /> : null}
        {!author && <p className={styles.soft}>{t('place')}</p>}
        {author && mode !== 'edit' && <p className={styles.text}>{text}</p>}
        {author && mode === 'edit' && <EditComment comment={comment} name={author.username} onDone={read} />}
        {author && mode === 'read' && (
          <CommentActions
            track={track}
            comment={comment}
            author={author}
            onReply={isReply ? undefined : () => setMode('reply')}
            onEdit={() => setMode('edit')}
          />
        )}
        {author && mode === 'reply' && (
          <ReplyForm
            track={track}
            to={comment.id}
            name={author.username}
            onDone={() => {
              read();
              setOpen(true);
            }}
          />
        )}
        {replies > 0 && (
          <div>
            <Button kind="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {isOpen ? t('hideReplies') : t('replies', { count: replies })}
            </Button>
          </div>
        )}
        {isOpen && replies > 0 && <Replies track={track} comment={comment} onJump={onJump} />}
      </div>
    </li>
  );
}

function Head({
  comment,
  track,
  second,
  name,
  onJump,
}: Omit<CommentEntryProps, 'isReply'> & { second: number | null; name: string }) {
  const t = useTranslations('comments');
  const format = useFormatter();
  return (
    <p className={styles.head}>
      <PersonLink name={name} />
      {second !== null && (
        <Link
          to="/tracks/$trackId"
          params={{ trackId: String(track.id) }}
          hash={`t=${second}`}
          aria-label={t('jump', { second: clock(second) })}
          onClick={() => onJump(second)}
        >
          {clock(second)}
        </Link>
      )}
      <span className={styles.soft}>
        {format.dateTime(new Date(comment.created_at), { dateStyle: 'medium' })}
        {comment.edited_at !== null && ` · ${t('edited')}`}
      </span>
    </p>
  );
}

function Replies({ track, comment, onJump }: Omit<CommentEntryProps, 'isReply'>) {
  const t = useTranslations('comments');
  const pages = useReplies(track.id, comment.id, true);
  return (
    <>
      <ul aria-label={t('repliesTo', { name: comment.author?.username ?? '…' })} className={styles.list}>
        {pages.data?.pages
          .flatMap(({ replies }) => replies)
          .map((reply) => (
            <CommentEntry key={reply.id} track={track} comment={reply} isReply onJump={onJump} />
          ))}
      </ul>
      <LoadMore pages={pages} />
    </>
  );
}
