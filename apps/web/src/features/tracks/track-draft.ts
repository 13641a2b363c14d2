import type { Track, UpdateTrackBody } from '@veza/sdk';
import type { Draft } from '../../editing/merge.js';
import { licenseOf } from './licenses.js';

export const TRACK_FIELDS = ['title', 'artist', 'album', 'genre', 'tags', 'license'] as const;
export type TrackField = (typeof TRACK_FIELDS)[number];

export const trackDraft = ({ title, artist, album = '', genre = '', tags, license }: Track): Draft => ({
  title,
  artist,
  album,
  genre,
  tags: tags.join(', '),
  license,
});

/** These fields as the API takes them; an empty album or genre is none. */
export function trackBody(draft: Draft, fields: ReadonlySet<string>): UpdateTrackBody {
  const text = (field: TrackField) => (draft[field] ?? '').trim();
  const tags = text('tags')
    .split(',')
    .map((tag) => tag.trim());
  return {
    ...(fields.has('title') && { title: text('title') }),
    ...(fields.has('artist') && { artist: text('artist') }),
    ...(fields.has('album') && { album: text('album') }),
    ...(fields.has('genre') && { genre: text('genre') }),
    ...(fields.has('license') && { license: licenseOf(text('license')) }),
    ...(fields.has('tags') && { tags: tags.filter((tag) => tag !== '') }),
  };
}
