import type { WireOpenAlbum } from '@veza/contracts';
import { inShort, type Shown, type Words } from './shown.js';

/** Titles of tracks in the page of a stranger. */
const MOST_TITLES = 50;
const TYPES = { album: 'AlbumRelease', ep: 'EPRelease', single: 'SingleRelease' } as const;

/** `coverUrl` is an address of the cover that does not end. */
export function shownAlbum(opened: WireOpenAlbum, etag: string, coverUrl: string, words: Words): Shown {
  const { album, tracks } = opened;
  const { id, title, description, owner, kind, release_date: released, track_count: count, cover_urls: cover } = album;
  const { text } = words;
  const listed = tracks.slice(0, MOST_TITLES);
  const counted = `${text('tracks')}: ${words.number(count)}`;
  return {
    kind: 'album',
    id: String(id),
    path: `/albums/${id}`,
    title,
    description: inShort(
      [`${text(kind)} ${text('by')} ${owner.username}`, counted, description].filter(Boolean).join(' · '),
      200,
    ),
    text: description,
    facts: [
      [text('artist'), owner.username],
      ...(released === undefined ? [] : [[text('released'), words.date(released)] as const]),
      [text('tracks'), words.number(count)],
      ...listed.map((track, at): readonly [string, string] => [`${at + 1}.`, `${track.title} · ${track.artist}`]),
    ],
    ...(cover && { picture: { url: coverUrl, alt: title } }),
    type: 'music.album',
    properties: released === undefined ? [] : [['music:release_date', released]],
    schema: {
      '@type': 'MusicAlbum',
      name: title,
      ...(description !== '' && { description: inShort(description, 500) }),
      albumReleaseType: `https://schema.org/${TYPES[kind]}`,
      byArtist: { '@type': 'MusicGroup', name: owner.username },
      ...(released !== undefined && { datePublished: released }),
      numTracks: count,
      track: listed.map((track) => ({
        '@type': 'MusicRecording',
        name: track.title,
        duration: `PT${Math.round(track.duration_seconds)}S`,
        byArtist: { '@type': 'MusicGroup', name: track.artist },
      })),
    },
    read: { value: opened, etag },
  };
}
