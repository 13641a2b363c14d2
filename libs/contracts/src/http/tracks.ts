import { z } from 'zod';
import { listOf, PageQuery } from '../paging.js';
import { HeardSeconds, MOST_ALBUM_FILES, MOST_PLAY_DAYS, WaveformResolution } from '../media/index.js';
import { text } from '../text.js';
import { http, idOf } from './route.js';
import { accepted, created, noContent, ok } from './successes.js';
import {
  CoverForm,
  ReplaceAudioForm,
  TrackBody,
  TrackDownloadBody,
  TrackListBody,
  TrackPlaysBody,
  TrackProgressBody,
  TrackStreamBody,
  UpdateTrackBody,
  UploadAlbumForm,
  UploadedAlbumBody,
  UploadedTrackBody,
  UploadTrackForm,
  WaveformBody,
} from './track-bodies.js';

const TrackListQuery = z.strictObject({
  ...PageQuery.shape,
  search: text(0, 200)
    .optional()
    .describe('Full-text search: every word must occur in title, artist, album, genre or tags. Ignores case and accents.'),
  artist: text(1, 200).optional().describe('Only tracks of this artist.'),
  genre: text(1, 60).optional().describe('Only tracks of this genre.'),
  uploader: z.coerce.number().int().min(1).max(2_147_483_647).optional().describe('Only tracks of the user with this id.'),
  tags: listOf(text(1, 50), 20).describe('Only tracks with all of these tags, at most 20.'),
});

const TrackPlaysQuery = z.strictObject({
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_PLAY_DAYS)
    .default(30)
    .describe(`Number of days, 1 to ${MOST_PLAY_DAYS}. Default: 30.`),
  to: z.iso.date().optional().describe('Last day of the range, `YYYY-MM-DD`. Default: today, in UTC.'),
});

const TrackWaveformQuery = z.strictObject({
  resolution: WaveformResolution.default('overview').describe(
    '`overview` for a picture of the whole track, `detail` for eight times as many points (JSON only).',
  ),
});

const tag = 'Tracks';
const one = { tag, params: idOf('track') } as const;

export const trackRoutes = {
  list: http('GET', '/tracks', {
    id: 'listTracks',
    permission: 'media.tracks.list',
    tag,
    summary: 'List tracks',
    description: 'Returns public tracks and those of the caller, newest first. Filters combine with AND.',
    access: 'optional',
    query: TrackListQuery,
    success: ok('A page of tracks.', TrackListBody),
  }),
  get: http('GET', '/tracks/:id', {
    ...one,
    id: 'getTrack',
    permission: 'media.tracks.get',
    summary: 'Get a track',
    access: 'optional',
    success: ok('The track.', TrackBody),
  }),
  upload: http('POST', '/tracks/upload', {
    id: 'uploadTrack',
    permission: 'media.tracks.create',
    tag,
    summary: 'Upload a track',
    description:
      'The form field `audio` holds the file, at most 500 MiB. The tags of the file fill the fields that are left out. Text fields may precede or follow it. Transcoding starts at once; `events_url` reports its progress.',
    access: 'user',
    body: UploadTrackForm,
    bodyKind: 'multipart',
    fileField: 'audio',
    success: created('The track, with the status `processing`.', UploadedTrackBody),
    errors: ['FILE_MISSING', 'UPLOAD_INCOMPLETE', 'MALFORMED_BODY', 'QUOTA_EXCEEDED'],
  }),
  uploadAlbum: http('POST', '/tracks/albums', {
    id: 'uploadAlbum',
    permission: 'media.tracks.createAlbum',
    tag,
    summary: 'Upload the tracks of an album',
    description: `The form field \`audio\` is repeated for each file: at most ${MOST_ALBUM_FILES} files of at most 500 MiB, 4 GiB together. Text fields hold for all tracks; the title and the fields that are left out come from the tags of each file, the track number else from its position. A file that is no sound, is empty or is too large is listed in \`refused\` and does not concern the others; if all are refused, the call fails. Any other failure, such as a full quota or a broken connection, leaves no track. By \`/uploads\`, each file is an upload of its own with the field \`album\`.`,
    access: 'user',
    body: UploadAlbumForm,
    bodyKind: 'multipart',
    fileField: 'audio',
    mostFiles: MOST_ALBUM_FILES,
    success: created('The tracks, with the status `processing`.', UploadedAlbumBody),
    errors: ['FILE_MISSING', 'UPLOAD_INCOMPLETE', 'MALFORMED_BODY', 'QUOTA_EXCEEDED'],
  }),
  update: http('PUT', '/tracks/:id', {
    ...one,
    id: 'updateTrack',
    permission: 'media.tracks.update',
    summary: 'Update a track',
    description: 'For the uploader and administrators. Fields that are left out keep their value.',
    access: 'user',
    body: UpdateTrackBody,
    success: ok('The updated track.', TrackBody),
    errors: ['PRECONDITION_FAILED'],
  }),
  replace: http('PUT', '/tracks/:id/audio', {
    ...one,
    id: 'replaceTrackAudio',
    permission: 'media.tracks.replace',
    summary: 'Replace the sound of a track',
    description:
      'For the uploader. The form field `audio` holds the file, at most 500 MiB; by `/uploads` it is an upload with the field `replaces`, the id of the track. Id, title and other fields, plays and URL of the track stay. The present sound is served until the other one is ready, then its signed addresses end; if the other one fails, the present one stays, and `replacement` has the reason.',
    access: 'user',
    body: ReplaceAudioForm,
    bodyKind: 'multipart',
    fileField: 'audio',
    success: accepted('The track with its `replacement`.', TrackBody),
    errors: ['FILE_MISSING', 'UPLOAD_INCOMPLETE', 'MALFORMED_BODY', 'QUOTA_EXCEEDED'],
  }),
  dropReplacement: http('DELETE', '/tracks/:id/audio', {
    ...one,
    id: 'dropTrackReplacement',
    permission: 'media.tracks.dropReplacement',
    summary: 'Give up the replacement of a sound',
    description: 'For the uploader. The present sound stays.',
    access: 'user',
    success: ok('The track without a replacement.', TrackBody),
    errors: ['INVALID_STATE'],
  }),
  setCover: http('PUT', '/tracks/:id/cover', {
    ...one,
    id: 'setTrackCover',
    permission: 'media.tracks.setCover',
    summary: 'Give a track a cover',
    description:
      'For the uploader. The form field `picture` holds a JPEG, PNG or WebP image, at most 10 MiB and 40 million pixels; its first frame is stored in several sizes, without EXIF or other embedded data. It takes the place of the picture in the audio file.',
    access: 'user',
    body: CoverForm,
    bodyKind: 'multipart',
    fileField: 'picture',
    changes: '/tracks/:id',
    success: ok('The track with its cover.', TrackBody),
    errors: ['FILE_MISSING', 'UPLOAD_INCOMPLETE', 'MALFORMED_BODY', 'QUOTA_EXCEEDED'],
  }),
  dropCover: http('DELETE', '/tracks/:id/cover', {
    ...one,
    id: 'dropTrackCover',
    permission: 'media.tracks.dropCover',
    summary: 'Remove the cover of a track',
    description: 'For the uploader and administrators. The picture in the audio file, if there is one, is its cover again.',
    access: 'user',
    changes: '/tracks/:id',
    success: ok('The track without its own cover.', TrackBody),
  }),
  delete: http('DELETE', '/tracks/:id', {
    ...one,
    id: 'deleteTrack',
    permission: 'media.tracks.delete',
    summary: 'Delete a track',
    description: 'For the uploader and administrators. The audio and its renditions are deleted too.',
    access: 'user',
    success: noContent('The track is deleted.'),
    errors: ['PRECONDITION_FAILED'],
  }),
  retry: http('POST', '/tracks/:id/retry', {
    ...one,
    id: 'retryTrack',
    permission: 'media.tracks.retry',
    summary: 'Retry a failed transcoding',
    description: 'For the uploader and administrators. Only a track with the status `failed` can be retried.',
    access: 'user',
    success: accepted('The track, with the status `processing`.', TrackBody),
    errors: ['INVALID_STATE'],
  }),
  stream: http('GET', '/tracks/:id/stream', {
    ...one,
    id: 'streamTrack',
    permission: 'media.tracks.stream',
    summary: 'Get the playback URLs of a track',
    description:
      'While the track is `processing`, `hls_url` plays as soon as it has a segment, by playlists that grow. The other URLs give `NOT_READY` until it is ready.',
    access: 'optional',
    etag: false,
    success: ok('The signed URLs and their expiry.', TrackStreamBody),
    errors: ['NOT_READY', 'INVALID_STATE'],
  }),
  download: http('GET', '/tracks/:id/download', {
    ...one,
    id: 'downloadTrack',
    permission: 'media.tracks.download',
    summary: 'Get the download URL of the uploaded file',
    description:
      'Where `downloadable` is false, for the uploader and administrators only. The URL ends when the track becomes private or no longer permits downloads, except for them.',
    access: 'optional',
    etag: false,
    success: ok('The signed URL of the file and its facts.', TrackDownloadBody),
    errors: ['NOT_READY', 'INVALID_STATE'],
  }),
  play: http('POST', '/tracks/:id/play', {
    ...one,
    id: 'playTrack',
    permission: 'media.tracks.play',
    summary: 'Count a play of a track',
    description: 'Counts at most one play per listener in 30 seconds and 20 per listener and day.',
    access: 'user',
    idempotencyKey: false,
    success: noContent('The play is recorded, or ignored by the limits.'),
  }),
  keepPosition: http('PUT', '/tracks/:id/position', {
    ...one,
    id: 'setTrackPosition',
    permission: 'media.tracks.keepPosition',
    summary: 'Keep where the caller is in a track',
    description:
      'Another device goes on there: `GET /me/plays` has it. At most one position per person is kept in 15 seconds, of a track with a counted play; others are ignored.',
    access: 'user',
    body: z.strictObject({ seconds: HeardSeconds.describe('Position in the sound in seconds, at most a week.') }),
    success: noContent('The position is kept, or ignored by the limits.'),
  }),
  plays: http('GET', '/tracks/:id/plays', {
    ...one,
    id: 'getTrackPlays',
    permission: 'media.tracks.plays',
    summary: 'Get the plays of a track by day',
    description: 'For the uploader and administrators. The sum may be below `play_count`: plays of earlier releases have no day.',
    access: 'user',
    query: TrackPlaysQuery,
    success: ok('The plays of each day.', TrackPlaysBody),
  }),
  waveform: http('GET', '/tracks/:id/waveform', {
    ...one,
    id: 'trackWaveform',
    permission: 'media.tracks.waveform',
    summary: 'Get the waveform of a track',
    description: 'Returns peaks as JSON, or an SVG or PNG image by the `Accept` header.',
    access: 'optional',
    query: TrackWaveformQuery,
    etag: false,
    success: [
      { status: 200, description: 'The peaks as JSON.', body: WaveformBody },
      { status: 200, description: 'A drawing (SVG).', body: z.string(), contentType: 'image/svg+xml' },
      { status: 200, description: 'A picture (PNG).', body: z.string(), contentType: 'image/png' },
    ],
    errors: ['NOT_READY', 'INVALID_STATE', 'NOT_ACCEPTABLE'],
  }),
  events: http('GET', '/tracks/:id/events', {
    ...one,
    id: 'trackEvents',
    permission: 'media.tracks.events',
    summary: 'Stream the transcoding progress of a track',
    description:
      'Server-Sent Events for the uploader, one JSON object each. The stream ends after `ready` or `failed`; an `EventSource` that reconnects then receives 204.',
    access: 'user',
    etag: false,
    success: [
      { status: 200, description: 'The events.', body: TrackProgressBody, contentType: 'text/event-stream' },
      { status: 204, description: 'The stream has already ended; do not reconnect.' },
    ],
  }),
};
