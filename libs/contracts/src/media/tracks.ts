import { z } from 'zod';
import { event } from '../events.js';
import { job } from '../jobs.js';
import { PageQuery, pageOf } from '../paging.js';
import { Done, rpc } from '../rpc.js';
import { label, text } from '../text.js';
import { ObjectId } from './objects.js';

const Id = z.int().min(1).max(2_147_483_647);

export const TrackStatus = z.enum(['processing', 'ready', 'failed']);
export type TrackStatus = z.infer<typeof TrackStatus>;

/** Why a track failed, for its owner: `UNREADABLE` is not audio inside, whatever it looked like; `INTERNAL` is our fault and worth a retry. */
export const TrackFault = z.enum(['UNREADABLE', 'TOO_LONG', 'TIMED_OUT', 'INTERNAL']);
export type TrackFault = z.infer<typeof TrackFault>;

export const TrackView = z.object({
  id: Id,
  title: z.string(),
  artist: z.string(),
  album: z.string().nullable(),
  genre: z.string().nullable(),
  filename: z.string(),
  /** Null until the sound was decoded. */
  durationSeconds: z.number().nullable(),
  tags: z.array(z.string()),
  isPublic: z.boolean(),
  uploaderId: Id,
  playCount: z.int(),
  createdAt: z.string(),
  status: TrackStatus,
  /** Percent of the transcoding, 0 to 100. */
  progress: z.int().min(0).max(100),
  /** Signed, so that a browser's tag can load it; null until ready. */
  waveformUrl: z.string().nullable(),
  /** Signed; null without a picture in the file. */
  coverUrl: z.string().nullable(),
  /** EBU R128 integrated loudness; null for silence. */
  loudnessLufs: z.number().nullable(),
  truePeakDbtp: z.number().nullable(),
  error: TrackFault.nullable(),
  /** Another one after every change, whoever makes it; only where one track is shown. */
  version: z.string().optional(),
});
export type TrackView = z.infer<typeof TrackView>;

/** What an uploader says of a track; the rest is read from its bytes. */
export const TrackFacts = z.strictObject({
  title: label(1, 200),
  artist: label(1, 200),
  album: label(1, 200).nullable().default(null),
  genre: label(1, 60).nullable().default(null),
  tags: z.array(label(1, 50)).max(20).default([]),
  isPublic: z.boolean().default(true),
});
export type TrackFacts = z.infer<typeof TrackFacts>;

export const CreateTrack = TrackFacts.extend({ objectId: ObjectId });
export type CreateTrack = z.infer<typeof CreateTrack>;

export const UpdateTrack = z.strictObject({
  id: Id,
  /** The version that the caller has seen; another one now is PRECONDITION_FAILED. */
  ifVersion: z.string().max(40).optional(),
  title: label(1, 200).optional(),
  artist: label(1, 200).optional(),
  album: label(1, 200).nullable().optional(),
  genre: label(1, 60).nullable().optional(),
  tags: z.array(label(1, 50)).max(20).optional(),
  isPublic: z.boolean().optional(),
});
export type UpdateTrack = z.infer<typeof UpdateTrack>;

export const ListTracks = z.strictObject({
  ...PageQuery.shape,
  /** Every word must occur in title, artist, album, genre or tags; case and accents are forgiven. */
  search: text(0, 200).optional(),
  artist: text(1, 200).optional(),
  genre: text(1, 60).optional(),
  /** A track must have all of them. */
  tags: z.array(text(1, 50)).max(20).default([]),
});
export type ListTracks = z.infer<typeof ListTracks>;

export const TrackPage = pageOf(TrackView);
export type TrackPage = z.infer<typeof TrackPage>;

/** Signed addresses of the sound. All end at `expiresAt`: the track's length and 6 h after they were given. */
export const TrackStream = z.object({
  /** The whole file, with Range. */
  url: z.string(),
  websocketUrl: z.string(),
  /** HLS master playlist. */
  hlsUrl: z.string(),
  expiresAt: z.string(),
});
export type TrackStream = z.infer<typeof TrackStream>;

/** Where media's byte port serves something, below its root: `/media/s/…`. Signed and short-lived, for the gateway's pipe. */
const BytePath = z.object({ path: z.string() });
export const WaveformFormat = z.enum(['json', 'svg', 'png']);
export type WaveformFormat = z.infer<typeof WaveformFormat>;

const One = z.strictObject({ id: Id });

/**
 * Sounds to listen to. A public track is everybody's; another one exists only for its uploader and for administrators
 * (NOT_FOUND to all others, also in lists). The uploader and administrators change and delete.
 */
export const tracks = {
  create: rpc('media.tracks.create', {
    summary: 'Make a track of an uploaded object and start its transcoding; when that is refused, the object is released',
    request: CreateTrack,
    reply: TrackView.extend({ eventsUrl: z.string() }),
    errors: ['UNAUTHENTICATED', 'NOT_FOUND', 'CONFLICT', 'UNSUPPORTED_MEDIA_TYPE'],
  }),
  get: rpc('media.tracks.get', { summary: 'One track', request: One, reply: TrackView, errors: ['NOT_FOUND'], idempotent: true }),
  list: rpc('media.tracks.list', {
    summary: 'Tracks by filters and words, newest first',
    request: ListTracks,
    reply: TrackPage,
    idempotent: true,
  }),
  update: rpc('media.tracks.update', {
    summary: 'Change what is given of a track',
    request: UpdateTrack,
    reply: TrackView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
  delete: rpc('media.tracks.delete', {
    summary: 'Take a track away with its bytes and renditions',
    request: UpdateTrack.pick({ id: true, ifVersion: true }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
  retry: rpc('media.tracks.retry', {
    summary: 'Transcode a failed track again',
    request: One,
    reply: TrackView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'INVALID_STATE'],
  }),
  stream: rpc('media.tracks.stream', {
    summary: 'Signed addresses of the sound',
    request: One,
    reply: TrackStream,
    errors: ['NOT_FOUND', 'NOT_READY', 'INVALID_STATE'],
    idempotent: true,
  }),
  play: rpc('media.tracks.play', {
    summary: 'Count a play: once a listener in 30 s, at most 20 a listener and day',
    request: One,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
    idempotent: true,
  }),
  waveform: rpc('media.tracks.waveform', {
    summary: 'Where the waveform is served',
    request: z.strictObject({ id: Id, format: WaveformFormat }),
    reply: BytePath,
    errors: ['NOT_FOUND', 'NOT_READY', 'INVALID_STATE'],
    idempotent: true,
  }),
  events: rpc('media.tracks.events', {
    summary: 'Where the progress of the transcoding is served as Server-Sent Events',
    request: One,
    reply: BytePath,
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
};

export const trackEvents = {
  uploaded: event('media.tracks.uploaded', {
    summary: 'A track was made; its sound is being transcoded.',
    payload: z.object({ trackId: Id, uploaderId: Id }),
  }),
  ready: event('media.tracks.ready', {
    summary: 'A track can be listened to.',
    payload: z.object({ trackId: Id, uploaderId: Id, durationSeconds: z.number() }),
  }),
  failed: event('media.tracks.failed', {
    summary: 'The last try to transcode a track failed.',
    payload: z.object({ trackId: Id, uploaderId: Id, error: TrackFault }),
  }),
  deleted: event('media.tracks.deleted', { summary: 'A track is gone.', payload: z.object({ trackId: Id, uploaderId: Id }) }),
};

export const trackJobs = {
  /** `attempt` grows with each retry that the owner asks for; a job of an older attempt finds nothing to do. */
  transcode: job('media', 'transcode', {
    summary: 'Make the renditions, the waveform and the loudness of a track',
    payload: z.strictObject({ trackId: Id, attempt: z.int().positive() }),
    attempts: 3,
    backoffMs: 2_000,
  }),
};
