import { z } from 'zod';
import { TrackFault, TrackStatus } from '../media/index.js';
import { PageQuery, listOf } from '../paging.js';
import { label, text } from '../text.js';
import { http, IdParam } from './route.js';

/** A track as v1 sends it. */
export const TrackBody = z.object({
  id: z.int(),
  title: z.string(),
  artist: z.string(),
  album: z.string().optional(),
  genre: z.string().optional(),
  filename: z.string(),
  duration_seconds: z.number().describe('0 until it is known'),
  tags: z.array(z.string()),
  is_public: z.boolean(),
  uploader_id: z.int(),
  uploader_username: z.string(),
  play_count: z.int(),
  created_at: z.string(),
  status: TrackStatus,
  progress: z.int().describe('Percent of the transcoding'),
  waveform_url: z.string().optional(),
  cover_url: z.string().optional(),
  loudness_lufs: z.number().optional(),
  true_peak_dbtp: z.number().optional(),
  error: TrackFault.optional(),
});
export type TrackBody = z.infer<typeof TrackBody>;

export const UploadedTrackBody = TrackBody.extend({
  events_url: z.string().describe('Signed: Server-Sent Events of the progress'),
});

export const TrackListBody = z.object({
  tracks: z.array(TrackBody),
  total: z.int(),
  total_is_estimate: z.boolean().optional(),
  page: z.int(),
  limit: z.int(),
  next_cursor: z.string().nullable(),
});

export const TrackStreamBody = z.object({
  url: z.string(),
  websocket_url: z.string(),
  hls_url: z.string(),
  expires_at: z.string(),
});

/** One `data:` line of the progress stream; the last one says `ready` or `failed`. */
export const TrackProgressBody = z.object({
  type: TrackStatus,
  track_id: z.int(),
  status: TrackStatus,
  progress: z.int(),
  error: TrackFault.optional(),
});
export type TrackProgressBody = z.infer<typeof TrackProgressBody>;

/** Peaks as audiowaveform's JSON, version 2: minimum and maximum of each pixel in turn, for one channel. */
export const WaveformBody = z.object({
  version: z.literal(2),
  channels: z.int(),
  sample_rate: z.int(),
  samples_per_pixel: z.int(),
  bits: z.union([z.literal(8), z.literal(16)]),
  length: z.int(),
  data: z.array(z.int()),
});
export type WaveformBody = z.infer<typeof WaveformBody>;

/** Form fields are text: JSON (`["a","b"]`) or `a,b`, and words for truth. Nothing given stays nothing. */
const jsonOrCommas = z.string().transform((value, context): unknown => {
  if (!value.trim().startsWith('[')) return value.split(',').filter((tag) => tag.trim() !== '');
  try {
    return JSON.parse(value);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a JSON list' });
    return z.NEVER;
  }
});
const formTags = z.array(label(1, 50)).max(20);
const emptyIsAbsent = (most: number) => z.preprocess((value) => (value === '' ? undefined : value), label(1, most).optional());

/** The text fields beside the file `audio`. */
export const UploadTrackForm = z.strictObject({
  title: label(1, 200),
  artist: label(1, 200),
  album: emptyIsAbsent(200),
  genre: emptyIsAbsent(60),
  tags: jsonOrCommas.pipe(formTags).default([]),
  is_public: z
    .enum(['true', 'false'], 'must be "true" or "false"')
    .transform((value) => value === 'true')
    .default(true),
});
export type UploadTrackForm = z.infer<typeof UploadTrackForm>;

export const UpdateTrackBody = z.strictObject({
  title: label(1, 200).optional(),
  artist: label(1, 200).optional(),
  album: label(0, 200).nullable().optional(),
  genre: label(0, 60).nullable().optional(),
  tags: formTags.optional(),
  is_public: z.boolean().optional(),
});

const TrackListQuery = z.strictObject({
  ...PageQuery.shape,
  search: text(0, 200).optional(),
  artist: text(1, 200).optional(),
  genre: text(1, 60).optional(),
  tags: listOf(text(1, 50), 20),
});

const tag = 'Tracks';

export const trackRoutes = {
  list: http('GET', '/tracks', {
    id: 'listTracks',
    tag,
    summary: 'Public tracks and one’s own, newest first',
    access: 'optional',
    query: TrackListQuery,
    success: [{ status: 200, description: 'A page of tracks', body: TrackListBody }],
  }),
  get: http('GET', '/tracks/:id', {
    id: 'getTrack',
    tag,
    summary: 'One track',
    access: 'optional',
    params: IdParam,
    success: [{ status: 200, description: 'The track', body: TrackBody }],
  }),
  upload: http('POST', '/tracks/upload', {
    id: 'uploadTrack',
    tag,
    summary: 'Upload a sound (file `audio`, 500 MiB at most) with its facts; transcoding follows',
    access: 'user',
    body: UploadTrackForm,
    bodyKind: 'multipart',
    fileField: 'audio',
    success: [{ status: 201, description: 'The track, being processed', body: UploadedTrackBody }],
    errors: ['FILE_MISSING', 'UPLOAD_INCOMPLETE', 'MALFORMED_BODY', 'QUOTA_EXCEEDED'],
  }),
  update: http('PUT', '/tracks/:id', {
    id: 'updateTrack',
    tag,
    summary: 'Change what is sent of a track',
    access: 'user',
    params: IdParam,
    body: UpdateTrackBody,
    success: [{ status: 200, description: 'The track as it is now', body: TrackBody }],
    errors: ['PRECONDITION_FAILED'],
  }),
  delete: http('DELETE', '/tracks/:id', {
    id: 'deleteTrack',
    tag,
    summary: 'Take a track away with its bytes',
    access: 'user',
    params: IdParam,
    success: [{ status: 204, description: 'Gone' }],
    errors: ['PRECONDITION_FAILED'],
  }),
  retry: http('POST', '/tracks/:id/retry', {
    id: 'retryTrack',
    tag,
    summary: 'Transcode a failed track again',
    access: 'user',
    params: IdParam,
    success: [{ status: 202, description: 'The track, being processed again', body: TrackBody }],
    errors: ['INVALID_STATE'],
  }),
  stream: http('GET', '/tracks/:id/stream', {
    id: 'streamTrack',
    tag,
    summary: 'Signed addresses of the sound: progressive, HLS and WebSocket',
    access: 'optional',
    params: IdParam,
    etag: false,
    success: [{ status: 200, description: 'The addresses and their end', body: TrackStreamBody }],
    errors: ['NOT_READY', 'INVALID_STATE'],
  }),
  play: http('POST', '/tracks/:id/play', {
    id: 'playTrack',
    tag,
    summary: 'Count a play: once a listener in 30 s, at most 20 a day',
    access: 'user',
    params: IdParam,
    idempotencyKey: false,
    success: [{ status: 204, description: 'Heard' }],
  }),
  waveform: http('GET', '/tracks/:id/waveform', {
    id: 'trackWaveform',
    tag,
    summary: 'Peaks (audiowaveform JSON, version 2), or a picture of them by Accept',
    access: 'optional',
    params: IdParam,
    etag: false,
    success: [
      { status: 200, description: 'The peaks', body: WaveformBody },
      { status: 200, description: 'A drawing', body: z.string(), contentType: 'image/svg+xml' },
      { status: 200, description: 'A picture', body: z.string(), contentType: 'image/png' },
    ],
    errors: ['NOT_READY', 'INVALID_STATE', 'NOT_ACCEPTABLE'],
  }),
  events: http('GET', '/tracks/:id/events', {
    id: 'trackEvents',
    tag,
    summary: 'The progress of the transcoding as Server-Sent Events, for its uploader',
    access: 'user',
    params: IdParam,
    etag: false,
    success: [
      { status: 200, description: 'One JSON object an event', body: TrackProgressBody, contentType: 'text/event-stream' },
      { status: 204, description: 'To an EventSource that has heard the end: stay away' },
    ],
  }),
};
