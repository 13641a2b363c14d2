import type { AlbumView } from '@veza/contracts';
import type { StreamKey } from '../signed-urls/stream-key.js';
import { coverOf, ownCover } from '../tracks/track-view.js';
import type { FoundAlbum } from './album-query.js';

export function albumView(album: FoundAlbum, key: StreamKey): AlbumView {
  const { id, ownerId, title, description, kind, releaseDate, isPublic, trackCount, durationSeconds, coverId, covered } = album;
  const own = coverId === null ? null : ownCover({ isPublic, coverId }, key);
  return {
    id,
    ownerId,
    title,
    description,
    kind,
    releaseDate,
    isPublic,
    trackCount,
    durationSeconds,
    cover: own ?? (covered && coverOf(covered, key)),
    hasOwnCover: own !== null,
    createdAt: album.createdAt.toISOString(),
    updatedAt: album.updatedAt.toISOString(),
    version: String(album.revision),
  };
}
