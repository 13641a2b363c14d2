import { type Caller, DeclaredError, type Picture, type TrackPage, type TrackView } from '@veza/contracts';
import type { Page } from '@veza/database';
import { isOwnerOrAdmin } from '@veza/platform';
import type { SignedSubject } from '../signed-urls/signed-path.js';
import type { StreamKey } from '../signed-urls/stream-key.js';
import type { Track } from './track.entity.js';

// Wall clock: expiry inside a signed link.

const HOUR_MS = 3_600_000;
/** The addresses of pictures change only this often, so that browsers can cache them. */
const STEP_MS = 6 * HOUR_MS;

const twoPlaces = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100);

/** Expiry of the address of a picture: at least 6 h from now. */
export function pictureExpiry(now = Date.now()): Date {
  return new Date((Math.ceil(now / STEP_MS) + 1) * STEP_MS);
}

/** `link`: the mark of the secret link that opened it. The end of the link closes the addresses. */
export type OpenedTrack = Track & Shareable;
type Shareable = Pick<Track, 'isPublic'> & { readonly link?: string };

/** The subject of the addresses of a track's files. */
export function filesOf({ isPublic, link }: Shareable, renditionId: string): SignedSubject {
  if (isPublic) return { kind: 'track', id: renditionId };
  return link === undefined ? { kind: 'private', id: renditionId } : { kind: 'shared', id: renditionId, link };
}

/** The rendition that is served, also while another one is made; NOT_READY or INVALID_STATE without one. */
export function renditionOf({ status, renditionId }: Track): string {
  if (renditionId !== null) return renditionId;
  if (status === 'failed') throw new DeclaredError('INVALID_STATE', { message: 'The transcoding of this track has failed' });
  throw new DeclaredError('NOT_READY', { message: 'This track is still being transcoded; try again later', retryAfter: 2 });
}

const SERVED = { status: 'ready', progress: 100, error: null } as const;
const stateOf = ({ status, progress, error }: Track) => ({ status, progress, error });

/** What the caller may know: a sound that is to replace another one is its uploader's affair. */
export function trackView(track: OpenedTrack, key: StreamKey, caller: Caller): TrackView {
  const { renditionId, keptFilename } = track;
  const files = renditionId === null ? undefined : key.url(filesOf(track, renditionId), pictureExpiry());
  return {
    id: track.id,
    title: track.title,
    artist: track.artist,
    album: track.album,
    genre: track.genre,
    trackNumber: track.trackNumber,
    year: track.year,
    filename: keptFilename ?? track.filename,
    tags: track.tags,
    isPublic: track.isPublic,
    downloadable: track.downloadable,
    license: track.license,
    uploaderId: track.uploaderId,
    playCount: track.playCount,
    ...(renditionId === null ? stateOf(track) : SERVED),
    replacement:
      keptFilename !== null && isOwnerOrAdmin(caller, track.uploaderId) ? { filename: track.filename, ...stateOf(track) } : null,
    durationSeconds: track.durationSeconds,
    createdAt: track.createdAt.toISOString(),
    waveformUrl: files === undefined ? null : `${files}/waveform.json`,
    cover: coverOf(track, key),
    loudnessLufs: twoPlaces(track.loudnessLufs),
    truePeakDbtp: twoPlaces(track.truePeakDbtp),
  };
}

export type CoveredTrack = Pick<OpenedTrack, 'isPublic' | 'link' | 'renditionId' | 'coverId' | 'hasCover'>;

/** The picture in a file has one size, which stands for all. */
export function coverOf(track: CoveredTrack, key: StreamKey): Picture | null {
  const { coverId, renditionId, hasCover } = track;
  if (coverId !== null) return ownCover({ ...track, coverId }, key);
  if (renditionId === null || !hasCover) return null;
  const files = key.url(filesOf(track, renditionId), pictureExpiry());
  return pictureOf(() => `${files}/cover.jpg`);
}

/** A picture that a person gave a track or an album. */
export function ownCover(of: Shareable & { coverId: string }, key: StreamKey): Picture {
  const files = key.url(filesOf(of, of.coverId), pictureExpiry());
  return pictureOf((size) => `${files}/${size}.jpg`);
}

const pictureOf = (address: (size: string) => string): Picture => ({
  small: address('small'),
  medium: address('medium'),
  large: address('large'),
  full: address('full'),
});

export function trackPage({ rows, ...page }: Page<Track>, key: StreamKey, caller: Caller): TrackPage {
  return { items: rows.map((row) => trackView(row, key, caller)), ...page };
}
