import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useSignedIn, useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { LinkButton } from '../../ui/link-button.js';
import styles from './like-button.module.css';

/**
 * How many people like a track, and the like of this person. Until that is known there is an empty place: a button that came
 * later would push its neighbours away from a press. A stranger signs in first.
 */
export function LikeButton({ trackId }: { trackId: number }) {
  const t = useTranslations('tracks.likes');
  const veza = useVeza();
  const isSignedIn = useSignedIn();
  const { href } = useLocation();
  const queries = useQueryClient();
  const path = { id: trackId };
  const queryKey = ['track-likes', trackId];
  const { data } = useQuery({ queryKey, queryFn: async ({ signal }) => (await veza.getTrackLikes({ path, signal })).data });
  const change = useMutation({
    mutationFn: () => (data?.liked_by_me ? veza.unlikeTrack({ path }) : veza.likeTrack({ path })),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
  if (!data)
    return (
      <div className={styles.place}>
        <Button disabled>{t('like', { count: 0 })}</Button>
      </div>
    );
  const text = t(data.liked_by_me ? 'liked' : 'like', { count: data.likes });
  if (!isSignedIn)
    return (
      <div>
        <LinkButton to="/sign-in" search={{ next: href }}>
          {text}
        </LinkButton>
      </div>
    );
  return (
    <div>
      {change.error && <ErrorNote error={change.error} />}
      <Button busy={change.isPending} aria-pressed={data.liked_by_me} onClick={() => change.mutate()}>
        {text}
      </Button>
    </div>
  );
}
