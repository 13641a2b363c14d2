import { Link } from '@tanstack/react-router';
import type { Publication } from '@veza/sdk';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { Cover } from '../../player/cover.js';
import { Item } from '../../ui/item-list.js';
import { PersonLink } from '../../ui/person-link.js';
import styles from './publication-line.module.css';

/** Something that a person has published, as a link to it. Nothing for a kind that this version does not know. */
export function PublicationLine({ publication }: { publication: Publication }) {
  const t = useTranslations('home');
  const format = useFormatter();
  const now = useNow();
  const { kind, person, published_at } = publication;
  if (publication[kind] === undefined) return null;
  const link = <ThingLink publication={publication} />;
  return (
    <Item picture={<ThingPicture publication={publication} />} title={link}>
      <p>
        {t(`kinds.${kind}`)} · <PersonLink name={person.username} /> ·{' '}
        <time dateTime={published_at}>{format.relativeTime(new Date(published_at), now)}</time>
      </p>
    </Item>
  );
}

function ThingPicture({ publication: { track, album, product, resource } }: { publication: Publication }) {
  const sound = track ?? album;
  if (sound) return <Cover track={sound} />;
  const picture = product?.pictures[0];
  if (picture) return <img src={picture.urls.small} alt="" className={styles.picture} loading="lazy" decoding="async" />;
  return <Cover track={{ title: product?.name ?? resource?.title ?? '' }} />;
}

function ThingLink({ publication: { track, album, product, resource } }: { publication: Publication }) {
  if (track)
    return (
      <Link to="/tracks/$trackId" params={{ trackId: String(track.id) }}>
        {track.title}
      </Link>
    );
  if (album)
    return (
      <Link to="/albums/$albumId" params={{ albumId: String(album.id) }}>
        {album.title}
      </Link>
    );
  if (product)
    return (
      <Link to="/products/$productId" params={{ productId: String(product.id) }}>
        {product.name}
      </Link>
    );
  if (resource)
    return (
      <Link to="/resources/$resourceId" params={{ resourceId: String(resource.id) }}>
        {resource.title}
      </Link>
    );
  return null;
}

export const keyOf = ({ kind, track, album, product, resource }: Publication): string =>
  `${kind} ${(track ?? album ?? product ?? resource)?.id}`;
