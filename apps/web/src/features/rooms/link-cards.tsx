import { Link } from '@tanstack/react-router';
import type { Track } from '@veza/sdk';
import { type ComponentType, type ReactNode, useRef } from 'react';
import { PlayButton } from '../../player/play-button.js';
import { usePlayer, usePlayerState } from '../../player/player-context.js';
import { Avatar } from '../../ui/avatar.js';
import { BagIcon, CalendarIcon, FileIcon, NoteIcon, PeopleIcon } from '../../ui/icons.js';
import styles from './link-cards.module.css';
import { linksElsewhere } from './links-elsewhere.js';
import { type Markup, markupOf } from './message-markup.js';
import { mayBeMarkup } from './message-parts.js';
import { MOST_CARDS, type OwnLink, ownLinks, type OwnPlace } from './own-links.js';
import { PreviewCard } from './preview-card.js';
import { type Card, useCard } from './use-card.js';
import { useNear } from './use-near.js';

const ICONS: Readonly<Record<OwnPlace, ComponentType>> = {
  tracks: NoteIcon,
  albums: NoteIcon,
  playlists: NoteIcon,
  products: BagIcon,
  resources: FileIcon,
  people: PeopleIcon,
  book: CalendarIcon,
};

/** What a message leads to, here and elsewhere. What stands in code or behind a spoiler has no card. */
export function LinkCards({ content }: { content: string }) {
  const parts = mayBeMarkup(content) ? markupOf(content) : undefined;
  const texts = parts ? shownTexts(parts) : [content];
  const own = ownLinks(texts, location.origin);
  return (
    <>
      {own.map((link) => (
        <LinkCard key={`${link.place}/${link.id}`} link={link} />
      ))}
      {linksElsewhere(texts, location.origin, MOST_CARDS - own.length).map((address) => (
        <PreviewCard key={address} address={address} />
      ))}
    </>
  );
}

function shownTexts(parts: readonly Markup[]): string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'text') return [part.text];
    if (!('children' in part) || part.kind === 'spoiler') return [];
    return part.kind === 'link' ? [part.href] : shownTexts(part.children);
  });
}

/** Its height is reserved before it is read, and given back when there is nothing to show. */
function LinkCard({ link }: { link: OwnLink }) {
  const box = useRef<HTMLDivElement>(null);
  const isNear = useNear(box);
  const { data: card, error } = useCard(link, isNear);
  if (!card && error) return null;
  return (
    <div ref={box} className={styles.card}>
      {card && (
        <>
          <Picture place={link.place} card={card} />
          <p className={styles.names}>
            <ThingLink link={link}>{card.title}</ThingLink>
            <span className={styles.under}>{card.under}</span>
          </p>
          {card.track && card.track.status !== 'failed' && <Play track={card.track} hash={link.hash} />}
        </>
      )}
    </div>
  );
}

function Picture({ place, card: { title, picture } }: { place: OwnPlace; card: Card }) {
  if (place === 'people') return <Avatar name={title} picture={picture ?? null} />;
  const Icon = ICONS[place];
  return (
    <span className={styles.picture} aria-hidden>
      {picture ? <img src={picture} alt="" loading="lazy" /> : <Icon />}
    </span>
  );
}

function Play({ track, hash }: { track: Track; hash: string }) {
  const player = usePlayer();
  const { current, status } = usePlayerState();
  const isCurrent = current?.track.id === track.id;
  const second = Number(hash.slice('t='.length));
  return (
    <PlayButton
      title={track.title}
      isPlaying={isCurrent && (status === 'playing' || status === 'loading')}
      onClick={() => (isCurrent ? player.toggle() : player.play([track], 0, second < track.duration_seconds ? second : 0))}
    />
  );
}

function ThingLink({ link: { place, id, hash }, children }: { link: OwnLink; children: ReactNode }) {
  const shared = { className: styles.link, hash, children };
  switch (place) {
    case 'tracks':
      return <Link {...shared} to="/tracks/$trackId" params={{ trackId: id }} />;
    case 'albums':
      return <Link {...shared} to="/albums/$albumId" params={{ albumId: id }} />;
    case 'playlists':
      return <Link {...shared} to="/playlists/$playlistId" params={{ playlistId: id }} />;
    case 'products':
      return <Link {...shared} to="/products/$productId" params={{ productId: id }} />;
    case 'resources':
      return <Link {...shared} to="/resources/$resourceId" params={{ resourceId: id }} />;
    case 'people':
      return <Link {...shared} to="/people/$name" params={{ name: id }} />;
    case 'book':
      return <Link {...shared} to="/book/$cabinet" params={{ cabinet: id }} />;
  }
}
