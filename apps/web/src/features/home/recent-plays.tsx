import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { PlayButton } from '../../player/play-button.js';
import { clock } from '../../player/time.js';
import { usePlayer, usePlayerState } from '../../player/player-context.js';
import { useVeza } from '../../session/session-context.js';
import { Item } from '../../ui/item-list.js';
import { LinkButton } from '../../ui/link-button.js';
import { Part } from './part.js';

const SHOWN = 6;

/** The tracks that were played last: each goes on where the person stopped, on any device, and then with those below it. */
export function RecentPlays() {
  const t = useTranslations('home.plays');
  const veza = useVeza();
  const player = usePlayer();
  const { current, status } = usePlayerState();
  const query = useQuery({
    queryKey: ['recent-plays'],
    queryFn: async ({ signal }) => (await veza.listRecentPlays({ query: { limit: SHOWN }, signal })).data.plays,
    refetchOnMount: 'always',
    refetchOnWindowFocus: 'always', // the phone may have played meanwhile
  });
  const tracks = query.data?.map(({ track }) => track);
  return (
    <Part
      title={t('title')}
      query={query}
      items={query.data}
      none={
        <>
          <p>{t('none')}</p>
          <LinkButton to="/tracks">{t('all')}</LinkButton>
        </>
      }
      more={<Link to="/tracks">{t('all')}</Link>}
    >
      {({ track, position_seconds: left = 0 }) => {
        const isCurrent = current?.track.id === track.id;
        const isPlaying = isCurrent && (status === 'playing' || status === 'loading');
        const play = () => (isCurrent ? player.toggle() : player.play(tracks ?? [], tracks?.indexOf(track) ?? 0, left));
        const link = (
          <Link to="/tracks/$trackId" params={{ trackId: String(track.id) }}>
            {track.title}
          </Link>
        );
        return (
          <Item key={track.id} title={link} actions={<PlayButton title={track.title} isPlaying={isPlaying} onClick={play} />}>
            <p>
              {track.artist}
              {left > 0 && !isCurrent && ` · ${t('left', { time: clock(left) })}`}
            </p>
          </Item>
        );
      }}
    </Part>
  );
}
