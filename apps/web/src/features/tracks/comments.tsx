import { useLocation } from '@tanstack/react-router';
import type { Track } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { usePlayer, usePlayerState } from '../../player/player-context.js';
import { useSignedIn } from '../../session/session-context.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { LinkButton } from '../../ui/link-button.js';
import { LoadMore } from '../../ui/load-more.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { CommentEntry } from './comment-entry.js';
import entries from './comment-entry.module.css';
import { CommentForm } from './comment-form.js';
import { useComments } from './use-comments.js';

/** What people write about a track, and the field for it. A stranger reads, and signs in to write. */
export function Comments({ track }: { track: Track }) {
  const t = useTranslations('comments');
  const player = usePlayer();
  const { current } = usePlayerState();
  const isSignedIn = useSignedIn();
  const { href } = useLocation();
  const pages = useComments(track.id);
  const comments = pages.data?.pages.flatMap((page) => page.comments);
  const title = t('title', { count: pages.data?.pages[0]?.total ?? 0 });
  const jump = (second: number) => {
    if (current?.track.id !== track.id) return player.play([track], 0, second);
    player.seek(second);
    player.resume();
  };
  return (
    <Section title={title}>
      {isSignedIn ? (
        <CommentForm track={track} />
      ) : (
        <div>
          <LinkButton to="/sign-in" search={{ next: href }}>
            {t('signIn')}
          </LinkButton>
        </div>
      )}
      {pages.isPending && <Skeleton label={title} lines={4} />}
      {!comments && pages.error && <ErrorNote error={pages.error} retry={() => void pages.refetch()} />}
      {comments?.length === 0 && (
        <EmptyState title={t('none')}>
          <p>{t('noneHint')}</p>
        </EmptyState>
      )}
      {comments && comments.length > 0 && (
        <ul aria-label={title} className={entries.list}>
          {comments.map((comment) => (
            <CommentEntry key={comment.id} track={track} comment={comment} onJump={jump} />
          ))}
        </ul>
      )}
      <LoadMore pages={pages} />
    </Section>
  );
}
