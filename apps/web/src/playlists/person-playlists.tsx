import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { Item } from '../ui/item-list.js';
import { ListSection } from '../ui/list-section.js';
import { usePlaylistsOf } from './use-playlists.js';

/** The public playlists of a person. */
export function PersonPlaylists({ name }: { name: string }) {
  const t = useTranslations('playlists');
  const pages = usePlaylistsOf(name);
  const link = (id: number, title: string) => (
    <Link to="/playlists/$playlistId" params={{ playlistId: String(id) }}>
      {title}
    </Link>
  );
  return (
    <ListSection title={t('title')} pages={pages} items={pages.data?.pages.flatMap(({ playlists }) => playlists) ?? []}>
      {({ id, title, track_count }) => (
        <Item key={id} title={link(id, title)}>
          <p>{t('count', { count: track_count })}</p>
        </Item>
      )}
    </ListSection>
  );
}
