import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { Item, ItemList } from '../ui/item-list.js';
import { LoadMore } from '../ui/load-more.js';
import { Section } from '../ui/section.js';
import { usePlaylistsOf } from './use-playlists.js';

/** The public playlists of a person. Nothing without one. */
export function PersonPlaylists({ name }: { name: string }) {
  const t = useTranslations('playlists');
  const pages = usePlaylistsOf(name);
  const playlists = pages.data?.pages.flatMap((page) => page.playlists) ?? [];
  if (playlists.length === 0) return null;
  return (
    <Section title={t('title')}>
      <ItemList label={t('title')}>
        {playlists.map(({ id, title, track_count }) => (
          <Item
            key={id}
            title={
              <Link to="/playlists/$playlistId" params={{ playlistId: String(id) }}>
                {title}
              </Link>
            }
          >
            <p>{t('count', { count: track_count })}</p>
          </Item>
        ))}
      </ItemList>
      <LoadMore pages={pages} />
    </Section>
  );
}
