import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslations } from 'use-intl';
import { useAlbums } from './use-albums.js';

/** The albums that have a track. Nothing without one. */
export function TrackAlbums({ id: track }: { id: number }) {
  const t = useTranslations('albums');
  const albums = useAlbums({ track }).data?.pages.flatMap((page) => page.albums) ?? [];
  if (albums.length === 0) return null;
  return (
    <p>
      {t('ofTrack')}{' '}
      {albums.map(({ id, title }, at) => (
        <Fragment key={id}>
          {at > 0 && ', '}
          <Link to="/albums/$albumId" params={{ albumId: String(id) }}>
            {title}
          </Link>
        </Fragment>
      ))}
    </p>
  );
}
