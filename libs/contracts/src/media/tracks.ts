import { z } from 'zod';
import { event } from '../events.js';
import { job } from '../jobs.js';
import { PageQuery, pageOf } from '../paging.js';
import { IdRange, PublicIds } from '../public-ids.js';
import { Published, Withdrawn } from '../publications.js';
import { Done, rpc } from '../rpc.js';
import { label, text } from '../text.js';
import { ObjectId } from './objects.js';
import { Picture } from './pictures.js';
import { TrackLicense } from './track-licenses.js';
import { keepPosition } from './track-positions.js';

const Id = z.int().min(1).max(2_147_483_647);

export const TrackStatus = z.enum(['processing', 'ready', 'failed']).describe('State of the transcoding.');
export type TrackStatus = z.infer<typeof TrackStatus>;

export const TrackError = z
  .enum(['UNREADABLE', 'TOO_LONG', 'TIMED_OUT', 'CANCELLED', 'INTERNAL'])
  .describe(
    'Why the transcoding failed. `UNREADABLE`: the file holds no readable audio. `CANCELLED`: by an administrator. `INTERNAL`: a server error; a retry may succeed.',
  );
export type TrackError = z.infer<typeof TrackError>;

/** The sentence for the uploader, by code. */
export const TRACK_ERROR_MESSAGES: Record<TrackError, string> = {
  UNREADABLE:
    'The file holds no audio that can be read; it may be damaged. Upload WAV, AIFF, MP3, AAC, M4A, FLAC, Ogg, Opus or WebM.',
  TOO_LONG: 'The audio is longer than a track may be, or than what is left of the total length of your tracks.',
  TIMED_OUT: 'The transcoding took too long and was ended. Try again, or upload the audio in another format.',
  CANCELLED: 'An administrator cancelled the transcoding. Ask the support of the platform before you try again.',
  INTERNAL: 'The transcoding failed by a server error. Try again later.',
};

export const TrackView = z.object({
  id: Id,
  title: z.string(),
  artist: z.string(),
  album: z.string().nullable(),
  genre: z.string().nullable(),
  /** Position on the album. */
  trackNumber: z.int().nullable(),
  /** Year of publication. */
  year: z.int().nullable(),
  filename: z.string(),
  /** Null until the audio is decoded. */
  durationSeconds: z.number().nullable(),
  tags: z.array(z.string()),
  isPublic: z.boolean(),
  /** Whether everyone who may hear the track may download the uploaded file. */
  downloadable: z.boolean(),
  /** Absent from an earlier release: all rights are reserved. */
  license: TrackLicense.optional(),
  uploaderId: Id,
  playCount: z.int(),
  createdAt: z.string(),
  status: TrackStatus,
  /** Percent of the transcoding, 0 to 100. */
  progress: z.int().min(0).max(100),
  /** Signed, so that an HTML element can load it without a token; null until ready. */
  waveformUrl: z.string().nullable(),
  /** The picture that the uploader gave the track, else the one in the file, which has one size of at most 600 pixels. */
  cover: Picture.nullable(),
  /** EBU R128 integrated loudness; null for silence. */
  loudnessLufs: z.number().nullable(),
  truePeakDbtp: z.number().nullable(),
  error: TrackError.nullable(),
  /** A pending or failed replacement of the audio; for the uploader and administrators. */
  replacement: z
    .object({ filename: z.string(), status: TrackStatus, progress: z.int().min(0).max(100), error: TrackError.nullable() })
    .nullable(),
  /** Changes with its fields, sound and picture, not with plays or progress; absent in lists. */
  version: z.string().optional(),
});
export type TrackView = z.infer<typeof TrackView>;

const TrackNumber = z.int().min(1).max(9_999);
const Year = z.int().min(1_000).max(2_999);

/** The fields that the uploader sets; the others are derived from the audio. */
export const TrackFacts = z.strictObject({
  title: label(1, 200),
  artist: label(1, 200),
  album: label(1, 200).nullable().default(null),
  genre: label(1, 60).nullable().default(null),
  tags: z.array(label(1, 50)).max(20).default([]),
  isPublic: z.boolean().default(true),
  downloadable: z.boolean().default(false),
  license: TrackLicense.default('all-rights-reserved'),
  trackNumber: TrackNumber.nullable().default(null),
  year: Year.nullable().default(null),
});
export type TrackFacts = z.infer<typeof TrackFacts>;

/** The tags of the file fill absent fields; what they lack is the file name for the title, and an unknown artist. */
export const CreateTrack = TrackFacts.partial({ title: true, artist: true }).extend({ objectId: ObjectId });
export type CreateTrack = z.infer<typeof CreateTrack>;

/** Files of one album. */
export const MOST_ALBUM_FILES = 50;
/** Bytes of one track, and of an album together. */
export const MOST_TRACK_BYTES = 500 * 1024 ** 2;
export const MOST_ALBUM_BYTES = 4 * 1024 ** 3;

/** Fields of all its tracks. Each file gives the rest: its tags, and its position where they have no number. */
export const CreateAlbum = TrackFacts.omit({ title: true, trackNumber: true })
  .partial({ artist: true })
  .extend({
    files: z
      .array(z.strictObject({ objectId: ObjectId, position: z.int().min(1).max(MOST_ALBUM_FILES) }))
      .min(1)
      .max(MOST_ALBUM_FILES),
  });
export type CreateAlbum = z.infer<typeof CreateAlbum>;

/** A new track, with the address of its progress. */
export const CreatedTrack = TrackView.extend({ eventsUrl: z.string() });
export type CreatedTrack = z.infer<typeof CreatedTrack>;

export const UpdateTrack = z.strictObject({
  id: Id,
  /** The version that the caller read. If it has changed since, the error is PRECONDITION_FAILED. */
  ifVersion: z.string().max(40).optional(),
  title: label(1, 200).optional(),
  artist: label(1, 200).optional(),
  album: label(1, 200).nullable().optional(),
  genre: label(1, 60).nullable().optional(),
  tags: z.array(label(1, 50)).max(20).optional(),
  isPublic: z.boolean().optional(),
  downloadable: z.boolean().optional(),
  license: TrackLicense.optional(),
  trackNumber: TrackNumber.nullable().optional(),
  year: Year.nullable().optional(),
});
export type UpdateTrack = z.infer<typeof UpdateTrack>;

/** What the uploader writes of a track. */
export const TRACK_FIELDS = UpdateTrack.omit({ id: true, ifVersion: true }).keyof().options;

export const ListTracks = z.strictObject({
  ...PageQuery.shape,
  /** Every word must occur in title, artist, album, genre or tags. Case and accents are ignored. */
  search: text(0, 200).optional(),
  artist: text(1, 200).optional(),
  genre: text(1, 60).optional(),
  uploader: Id.optional(),
  /** A track must have all of them. */
  tags: z.array(text(1, 50)).max(20).default([]),
});
export type ListTracks = z.infer<typeof ListTracks>;

export const TrackPage = pageOf(TrackView);
export type TrackPage = z.infer<typeof TrackPage>;

/**
 * Signed URLs of the audio. All expire at `expiresAt`: at least the length of the track plus 6 h after their creation, and at
 * most an hour later. For an hour they stay the same, so that caches keep what is behind them.
 */
export const TrackStream = z.object({
  /** The whole file; supports Range. */
  url: z.string(),
  websocketUrl: z.string(),
  /** HLS master playlist. */
  hlsUrl: z.string(),
  expiresAt: z.string(),
});
export type TrackStream = z.infer<typeof TrackStream>;

/** The uploaded file of a track. */
export const TrackDownload = z.object({
  /** Signed. */
  url: z.string(),
  /** Made of artist and title. */
  filename: z.string(),
  /** Bytes. */
  size: z.int().nonnegative(),
  type: z.string(),
  /** SHA-256 in hex. */
  hash: z.string(),
  expiresAt: z.string(),
});
export type TrackDownload = z.infer<typeof TrackDownload>;

/** Days of one read of plays. */
export const MOST_PLAY_DAYS = 366;

export const PlayDays = z.object({
  /** Without a gap, the last one last. Days of UTC. */
  days: z.array(z.object({ day: z.string(), plays: z.int().nonnegative() })).max(MOST_PLAY_DAYS),
});
export type PlayDays = z.infer<typeof PlayDays>;

/** A path of media's byte port, relative to its root: `/media/s/…`. Signed and short-lived, for the gateway's byte proxy. */
const BytePath = z.object({ path: z.string() });
/** `detail` has eight times the points of `overview`, as JSON only. */
export const WaveformResolution = z.enum(['overview', 'detail']);
export type WaveformResolution = z.infer<typeof WaveformResolution>;
export const WaveformFormat = z.enum(['json', 'svg', 'png']);
export type WaveformFormat = z.infer<typeof WaveformFormat>;

const One = z.strictObject({ id: Id });

/**
 * Audio tracks. A private track is visible to its uploader and administrators only: for other callers it is NOT_FOUND and
 * absent from lists. The uploader and administrators change and delete a track.
 */
export const tracks = {
  create: rpc('media.tracks.create', {
    permission: 'media.tracks.create',
    summary: 'Create a track from an uploaded object and start its transcoding; on failure the object is released',
    request: CreateTrack,
    reply: CreatedTrack,
    errors: ['UNAUTHENTICATED', 'NOT_FOUND', 'CONFLICT', 'UNSUPPORTED_MEDIA_TYPE'],
  }),
  createAlbum: rpc('media.tracks.createAlbum', {
    permission: 'media.tracks.createAlbum',
    summary: 'Create a track from each of several uploaded objects, all or none; on failure the objects are released',
    request: CreateAlbum,
    reply: z.object({ items: z.array(CreatedTrack) }),
    errors: ['UNAUTHENTICATED', 'NOT_FOUND', 'CONFLICT', 'UNSUPPORTED_MEDIA_TYPE'],
  }),
  get: rpc('media.tracks.get', {
    permission: 'media.tracks.get',
    summary: 'Get a track',
    request: One,
    reply: TrackView,
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
  among: rpc('media.tracks.among', {
    permission: 'media.tracks.get',
    summary: 'Get those of at most 100 tracks that the caller may see, in the order of the ids',
    request: z.strictObject({ ids: z.array(Id).max(100) }),
    reply: z.object({ tracks: z.array(TrackView).max(100) }),
    idempotent: true,
  }),
  list: rpc('media.tracks.list', {
    permission: 'media.tracks.list',
    summary: 'List or search tracks, newest first',
    request: ListTracks,
    reply: TrackPage,
    idempotent: true,
    cancellable: true,
  }),
  publicIds: rpc('media.tracks.publicIds', {
    permission: 'internal',
    summary: 'List the ids of the tracks that everybody may play, in a range',
    request: IdRange,
    reply: PublicIds,
    idempotent: true,
  }),
  update: rpc('media.tracks.update', {
    permission: 'media.tracks.update',
    summary: 'Update a track; absent fields keep their value',
    request: UpdateTrack,
    reply: TrackView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
  replace: rpc('media.tracks.replace', {
    permission: 'media.tracks.replace',
    summary: 'Replace the sound of a track by an uploaded object; the present one is served until the other is ready',
    request: One.extend({ objectId: ObjectId }),
    reply: TrackView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'UNSUPPORTED_MEDIA_TYPE', 'QUOTA_EXCEEDED'],
  }),
  dropReplacement: rpc('media.tracks.dropReplacement', {
    permission: 'media.tracks.dropReplacement',
    summary: 'Give up the sound that is to replace that of a track',
    request: One,
    reply: TrackView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'INVALID_STATE'],
  }),
  setCover: rpc('media.tracks.setCover', {
    permission: 'media.tracks.setCover',
    summary: 'Make an uploaded picture the cover of a track',
    request: One.extend({ objectId: ObjectId }),
    reply: TrackView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'UNSUPPORTED_MEDIA_TYPE'],
  }),
  dropCover: rpc('media.tracks.dropCover', {
    permission: 'media.tracks.dropCover',
    summary: 'Remove the cover of a track; the picture in the file, if there is one, is its cover again',
    request: One,
    reply: TrackView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
  }),
  delete: rpc('media.tracks.delete', {
    permission: 'media.tracks.delete',
    summary: 'Delete a track, its bytes and its renditions',
    request: UpdateTrack.pick({ id: true, ifVersion: true }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
  retry: rpc('media.tracks.retry', {
    permission: 'media.tracks.retry',
    summary: 'Transcode a failed track again',
    request: One,
    reply: TrackView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'INVALID_STATE'],
  }),
  stream: rpc('media.tracks.stream', {
    permission: 'media.tracks.stream',
    summary: 'Create signed playback URLs',
    request: One,
    reply: TrackStream,
    errors: ['NOT_FOUND', 'NOT_READY', 'INVALID_STATE'],
    idempotent: true,
  }),
  download: rpc('media.tracks.download', {
    permission: 'media.tracks.download',
    summary: 'Get the signed address of the uploaded file; where the track does not permit it, for its uploader only',
    request: One,
    reply: TrackDownload,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'NOT_READY', 'INVALID_STATE'],
    idempotent: true,
  }),
  play: rpc('media.tracks.play', {
    permission: 'media.tracks.play',
    summary: 'Count a play: once per listener in 30 s, at most 20 per listener and day',
    request: One,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
    idempotent: true,
  }),
  keepPosition,
  plays: rpc('media.tracks.plays', {
    permission: 'media.tracks.plays',
    summary: 'Count the plays of a track on each of so many days',
    request: One.extend({ days: z.int().min(1).max(MOST_PLAY_DAYS), to: z.iso.date().optional() }),
    reply: PlayDays,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
  waveform: rpc('media.tracks.waveform', {
    permission: 'media.tracks.waveform',
    summary: 'Get the signed path of the waveform',
    request: z.strictObject({ id: Id, format: WaveformFormat, resolution: WaveformResolution.default('overview') }),
    reply: BytePath,
    errors: ['NOT_FOUND', 'NOT_READY', 'INVALID_STATE'],
    idempotent: true,
  }),
  events: rpc('media.tracks.events', {
    permission: 'media.tracks.events',
    summary: 'Get the signed path of the transcoding progress (Server-Sent Events)',
    request: One,
    reply: BytePath,
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
};

export const trackEvents = {
  uploaded: event('media.tracks.uploaded', {
    summary: 'A track was created; its transcoding has started.',
    payload: z.object({ trackId: Id, uploaderId: Id }),
  }),
  ready: event('media.tracks.ready', {
    summary: 'The transcoding of a track succeeded; it can be played.',
    payload: z.object({ trackId: Id, uploaderId: Id, durationSeconds: z.number() }),
  }),
  failed: event('media.tracks.failed', {
    summary: 'The last attempt to transcode a track failed.',
    payload: z.object({ trackId: Id, uploaderId: Id, error: TrackError }),
  }),
  deleted: event('media.tracks.deleted', { summary: 'A track was deleted.', payload: z.object({ trackId: Id, uploaderId: Id }) }),
  published: event('media.tracks.published', {
    summary: 'Tracks of an uploader can be played by everybody from now on.',
    payload: Published,
  }),
  withdrawn: event('media.tracks.withdrawn', { summary: 'Tracks of an uploader became private.', payload: Withdrawn }),
};

export const trackJobs = {
  /** `attempt` grows with each retry that the owner requests; a job of an older attempt does nothing. */
  transcode: job('media', 'transcode', {
    summary: 'Produce the renditions, the waveform and the loudness of a track',
    payload: z.strictObject({ trackId: Id, attempt: z.int().positive() }),
  }),
};

export const previewJobs = {
  /** In a queue of its own, so that no transcoding waits for it. A failed one is not repeated: players add the next. */
  preview: job('media-previews', 'preview', {
    summary: 'Encode what has arrived of an upload, for its author',
    payload: z.strictObject({ uploadId: z.uuid(), previewId: z.uuid() }),
  }),
};

export const voiceJobs = {
  /** In a queue of its own, because its author waits. A lost one is not repeated: the author sends the message again. */
  encode: job('media-voices', 'encode-voice', {
    summary: 'Encode and measure a recorded voice message',
    payload: z.strictObject({ objectId: z.uuid() }),
  }),
};
