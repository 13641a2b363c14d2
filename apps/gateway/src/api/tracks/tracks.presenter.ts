import { Injectable } from '@nestjs/common';
import {
  type CreatedTrack,
  licenseUrl,
  TRACK_ERROR_MESSAGES,
  type TrackBody,
  type TrackDownload,
  type TrackError,
  type TrackLicense,
  type PlayDays,
  type TrackPage,
  type TrackStream,
  type TrackView,
} from '@veza/contracts';
import { UserCardsService } from '../../identity/users/user-cards.service.js';

/** Tracks as v1 sends them: with the names of their uploaders, and without what is not known yet. */
@Injectable()
export class TracksPresenter {
  constructor(private readonly users: UserCardsService) {}

  async one(track: TrackView): Promise<TrackBody> {
    const names = await this.users.names([track.uploaderId]);
    return trackBody(track, names.get(track.uploaderId)?.username);
  }

  async uploaded(created: readonly CreatedTrack[]) {
    const names = await this.users.names(created.map(({ uploaderId }) => uploaderId));
    return created.map(({ eventsUrl, ...track }) => ({
      ...trackBody(track, names.get(track.uploaderId)?.username),
      events_url: eventsUrl,
    }));
  }

  async many(tracks: readonly TrackView[]): Promise<TrackBody[]> {
    const names = await this.users.names(tracks.map(({ uploaderId }) => uploaderId));
    return tracks.map((track) => trackBody(track, names.get(track.uploaderId)?.username));
  }

  async page({ items, total, totalIsEstimate, page, limit, nextCursor }: TrackPage) {
    return {
      tracks: await this.many(items),
      total,
      ...(totalIsEstimate && { total_is_estimate: true }),
      page,
      limit,
      next_cursor: nextCursor,
    };
  }

  stream({ url, websocketUrl, hlsUrl, expiresAt }: TrackStream) {
    return { url, websocket_url: websocketUrl, hls_url: hlsUrl, expires_at: expiresAt };
  }

  plays({ days }: PlayDays) {
    return { days, total: days.reduce((sum, { plays }) => sum + plays, 0) };
  }

  download({ url, filename, size, type, hash, expiresAt }: TrackDownload) {
    return { url, filename, file_size: size, file_type: type, sha256: hash, expires_at: expiresAt };
  }
}

const failure = (error: TrackError | null) => error !== null && { error, error_message: TRACK_ERROR_MESSAGES[error] };

function wireLicense(license: TrackLicense = 'all-rights-reserved') {
  const url = licenseUrl(license);
  return { license, ...(url !== undefined && { license_url: url }) };
}

const wireReplacement = ({ error, ...rest }: NonNullable<TrackView['replacement']>) => ({ ...rest, ...failure(error) });

/** What is null is not known, and left out. */
export function trackBody(track: TrackView, uploader = ''): TrackBody {
  return {
    id: track.id,
    title: track.title,
    artist: track.artist,
    ...(track.album !== null && { album: track.album }),
    ...(track.genre !== null && { genre: track.genre }),
    ...(track.trackNumber !== null && { track_number: track.trackNumber }),
    ...(track.year !== null && { year: track.year }),
    filename: track.filename,
    duration_seconds: track.durationSeconds ?? 0,
    tags: track.tags,
    is_public: track.isPublic,
    downloadable: track.downloadable,
    ...wireLicense(track.license),
    uploader_id: track.uploaderId,
    uploader_username: uploader,
    play_count: track.playCount,
    created_at: track.createdAt,
    status: track.status,
    progress: track.progress,
    ...(track.waveformUrl !== null && { waveform_url: track.waveformUrl }),
    ...(track.cover !== null && { cover_url: track.cover.large, cover_urls: track.cover }),
    ...(track.loudnessLufs !== null && { loudness_lufs: track.loudnessLufs }),
    ...(track.truePeakDbtp !== null && { true_peak_dbtp: track.truePeakDbtp }),
    ...failure(track.error),
    ...(track.replacement !== null && { replacement: wireReplacement(track.replacement) }),
  };
}
