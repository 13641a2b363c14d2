import type { TrackPage, TrackView } from '@veza/contracts';
import type { Page } from '@veza/database';
import type { SignedSubject } from '../signed-urls/signed-path.js';
import type { StreamKey } from '../signed-urls/stream-key.js';
import type { Track } from './track.entity.js';

const HOUR_MS = 3_600_000;
/** The addresses of pictures change only this often, so that browsers can cache them. */
const STEP_MS = 6 * HOUR_MS;

const twoPlaces = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100);

/** Expiry of the address of a picture: at least 6 h from now. */
export function pictureExpiry(now = Date.now()): Date {
  return new Date((Math.ceil(now / STEP_MS) + 1) * STEP_MS);
}

/** The subject of the addresses of a track's files. */
export const filesOf = ({ isPublic }: Track, renditionId: string): SignedSubject => ({
  kind: isPublic ? 'track' : 'private',
  id: renditionId,
});

export function trackView(track: Track, key: StreamKey): TrackView {
  const { renditionId } = track;
  const files = renditionId === null ? undefined : key.url(filesOf(track, renditionId), pictureExpiry());
  return {
    id: track.id,
    title: track.title,
    artist: track.artist,
    album: track.album,
    genre: track.genre,
    trackNumber: track.trackNumber,
    year: track.year,
    filename: track.filename,
    tags: track.tags,
    isPublic: track.isPublic,
    uploaderId: track.uploaderId,
    playCount: track.playCount,
    status: track.status,
    progress: track.progress,
    error: track.error,
    durationSeconds: track.durationSeconds,
    createdAt: track.createdAt.toISOString(),
    waveformUrl: files === undefined ? null : `${files}/waveform.json`,
    coverUrl: files !== undefined && track.hasCover ? `${files}/cover.jpg` : null,
    loudnessLufs: twoPlaces(track.loudnessLufs),
    truePeakDbtp: twoPlaces(track.truePeakDbtp),
  };
}

export function trackPage({ rows, ...page }: Page<Track>, key: StreamKey): TrackPage {
  return { items: rows.map((row) => trackView(row, key)), ...page };
}
