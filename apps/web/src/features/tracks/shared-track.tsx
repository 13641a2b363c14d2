import { skipToken, useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { type Track, VezaError, type Waveform as Peaks } from '@veza/sdk';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Cover } from '../../player/cover.js';
import { peaksOf } from '../../player/peaks.js';
import { PlayButton } from '../../player/play-button.js';
import type { GrowingSound } from '../../player/playable.js';
import { usePlayer, usePlayerState, usePosition } from '../../player/player-context.js';
import { clock } from '../../player/time.js';
import { Waveform } from '../../player/waveform.js';
import { useVeza } from '../../session/session-context.js';
import { Badge } from '../../ui/badge.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { TrackFacts } from './track-facts.js';
import soundStyles from './track-sound.module.css';
import styles from './track.page.module.css';

/** A private track for all that have its secret link: what it is, and its sound. */
export function SharedTrackPage({ code }: { code: string }) {
  const t = useTranslations('tracks');
  const veza = useVeza();
  const { data, error, refetch } = useQuery({
    queryKey: ['shared-track', code],
    queryFn: async ({ signal }) => (await veza.openSharedTrack({ body: { code }, signal })).data.track,
  });
  if (!data) {
    const isGone = error instanceof VezaError && !error.retryable;
    return (
      <Page title={t('track')}>
        {error ? (
          <ErrorNote error={error} retry={isGone ? undefined : () => void refetch()} />
        ) : (
          <Skeleton label={t('loading')} />
        )}
      </Page>
    );
  }
  if (data.is_public) return <Navigate to="/tracks/$trackId" params={{ trackId: String(data.id) }} hash="" replace />;
  return (
    <Page title={data.title}>
      <div className={styles.head}>
        <Cover track={data} size="large" />
        <div className={styles.sound}>
          <p className={styles.names}>
            <span className={styles.artist}>{data.artist}</span> <Badge>{t('secret.open')}</Badge>
          </p>
          <SharedSound track={data} code={code} />
          <TrackFacts track={data} mayDownload={false} />
        </div>
      </div>
    </Page>
  );
}

/** Each address is asked for with the code. No page keeps the sound: the code stays in the link. */
function SharedSound({ track, code }: { track: Track; code: string }) {
  const veza = useVeza();
  const player = usePlayer();
  const { current, status } = usePlayerState();
  const { position } = usePosition();
  const peaks = useSignedPeaks(track);
  const sound = useMemo<GrowingSound>(() => {
    const address = async () => (await veza.openSharedTrack({ body: { code } })).data.stream;
    return { ...track, id: `shared ${track.id}`, address };
  }, [veza, track, code]);
  const isCurrent = current?.track.id === sound.id;
  const at = isCurrent ? position : 0;
  return (
    <div className={soundStyles.sound}>
      <PlayButton
        title={track.title}
        size="large"
        isPlaying={isCurrent && (status === 'playing' || status === 'loading')}
        busy={isCurrent && status === 'loading'}
        onClick={() => (isCurrent ? player.toggle() : player.play([sound]))}
      />
      <div className={soundStyles.drawing}>
        <Waveform
          peaks={peaks}
          position={at}
          duration={track.duration_seconds}
          onSeek={(seconds) => (isCurrent ? player.seek(seconds) : player.play([sound], 0, seconds))}
          className={soundStyles.waveform}
        />
      </div>
      <span className={soundStyles.time}>
        {clock(at)} / {clock(track.duration_seconds)}
      </span>
    </div>
  );
}

/** By the signed address of the drawing. */
function useSignedPeaks({ id, waveform_url: address }: Track): readonly number[] | undefined {
  const { data } = useQuery({
    queryKey: ['peaks', 'shared', id],
    queryFn:
      address === undefined
        ? skipToken
        : async ({ signal }) => {
            const response = await fetch(address, { signal, credentials: 'omit' });
            return response.ok ? peaksOf((await response.json()) as Peaks) : null; // media has written it
          },
    staleTime: Infinity,
  });
  return data ?? undefined;
}
