import type { TrackBody } from '@veza/contracts';
import { inShort, type Shown, type Words } from './shown.js';

/** `coverUrl` is an address of the cover that does not end. */
export function shownTrack(track: TrackBody, etag: string, coverUrl: string, words: Words): Shown {
  const { id, title, artist, album, genre, year, tags, uploader_username: uploader } = track;
  const seconds = Math.round(track.duration_seconds);
  const { text } = words;
  const facts: [string, string | undefined][] = [
    [text('artist'), artist],
    [text('album'), album],
    [text('genre'), genre],
    [text('year'), year === undefined ? undefined : String(year)],
    [text('length'), clock(seconds)],
    [text('tags'), tags.length > 0 ? tags.join(', ') : undefined],
    [text('plays'), words.number(track.play_count)],
    [text('uploader'), uploader],
    [text('date'), words.date(track.created_at)],
    [text('license'), nameOf(track, words)],
  ];
  return {
    kind: 'track',
    id: String(id),
    path: `/tracks/${id}`,
    title,
    description: inShort(
      [`${text('track')} ${text('by')} ${artist}`, album, genre, clock(seconds)].filter(Boolean).join(' · '),
      200,
    ),
    text: '',
    facts: facts.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const])),
    ...(track.cover_urls && { picture: { url: coverUrl, alt: title } }),
    type: 'music.song',
    properties: [['music:duration', String(seconds)]],
    schema: {
      '@type': 'MusicRecording',
      name: title,
      byArtist: { '@type': 'MusicGroup', name: artist },
      duration: `PT${seconds}S`,
      ...(album !== undefined && { inAlbum: { '@type': 'MusicAlbum', name: album } }),
      ...(genre !== undefined && { genre }),
      ...(year !== undefined && { datePublished: String(year) }),
      ...(tags.length > 0 && { keywords: tags.join(', ') }),
      ...(track.license_url !== undefined && { license: track.license_url }),
    },
    read: { value: track, etag },
  };
}

/** `CC BY-NC-SA 4.0`: the same in every language. */
function nameOf({ license }: TrackBody, { text }: Words): string {
  if (license === 'all-rights-reserved') return text('allRights');
  if (license === 'cc0') return 'CC0 1.0';
  return `CC ${license.slice('cc-'.length).toUpperCase()} 4.0`;
}

/** `3:07`, and `1:02:09` from an hour on. */
function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return (parts[0] === 0 ? parts.slice(1) : parts).map((part, at) => (at === 0 ? part : String(part).padStart(2, '0'))).join(':');
}
