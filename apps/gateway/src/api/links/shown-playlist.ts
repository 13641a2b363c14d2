import type { WireOpenPlaylist } from '@veza/contracts';
import { inShort, type Shown, type Words } from './shown.js';

/** Titles of tracks in the page of a stranger. */
const MOST_TITLES = 50;

/** `coverOf`: the address of the cover of a track that does not end. */
export function shownPlaylist(opened: WireOpenPlaylist, coverOf: (trackId: number) => string, words: Words): Shown {
  const { playlist, tracks } = opened;
  const { id, title, description, owner, track_count: count, created_at: createdAt } = playlist;
  const { text } = words;
  const listed = tracks.slice(0, MOST_TITLES);
  const counted = `${text('tracks')}: ${words.number(count)}`;
  const covered = tracks.find(({ cover_urls: urls }) => urls);
  return {
    kind: 'playlist',
    id: String(id),
    path: `/playlists/${id}`,
    title,
    description: inShort(
      [`${text('playlist')} ${text('by')} ${owner.username}`, counted, description].filter(Boolean).join(' · '),
      200,
    ),
    text: description,
    facts: [
      [text('tracks'), words.number(count)],
      ...listed.map((track, at): readonly [string, string] => [`${at + 1}.`, `${track.title} · ${track.artist}`]),
      [text('uploader'), owner.username],
      [text('date'), words.date(createdAt)],
    ],
    ...(covered && { picture: { url: coverOf(covered.id), alt: title } }),
    type: 'music.playlist',
    properties: [['music:song_count', String(count)]],
    schema: {
      '@type': 'MusicPlaylist',
      name: title,
      ...(description !== '' && { description: inShort(description, 500) }),
      numTracks: count,
      author: { '@type': 'Person', name: owner.username },
      track: listed.map((track) => ({
        '@type': 'MusicRecording',
        name: track.title,
        byArtist: { '@type': 'MusicGroup', name: track.artist },
      })),
    },
    read: { value: opened },
  };
}
