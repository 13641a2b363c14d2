import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { Cover } from '../player/cover.js';
import { Item } from '../ui/item-list.js';
import { ListSection } from '../ui/list-section.js';
import { useAlbums } from './use-albums.js';

/** The albums of a person. */
export function PersonAlbums({ id: owner }: { id: number }) {
  const t = useTranslations('albums');
  const pages = useAlbums({ owner });
  const link = (id: number, title: string) => (
    <Link to="/albums/$albumId" params={{ albumId: String(id) }}>
      {title}
    </Link>
  );
  return (
    <ListSection title={t('title')} pages={pages} items={pages.data?.pages.flatMap(({ albums }) => albums) ?? []}>
      {({ id, title, kind, track_count, release_date, ...album }) => (
        <Item key={id} picture={<Cover track={{ ...album, title }} />} title={link(id, title)}>
          <p>{[t(`kinds.${kind}`), release_date?.slice(0, 4), t('count', { count: track_count })].filter(Boolean).join(' · ')}</p>
        </Item>
      )}
    </ListSection>
  );
}
