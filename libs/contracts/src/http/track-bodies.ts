import { z } from 'zod';
import { ErrorCode } from '../errors.js';
import { TrackError, TrackLicense, TrackStatus } from '../media/index.js';
import { label } from '../text.js';
import { timestamp } from '../timestamp.js';
import { PictureBody } from './picture-body.js';
import { WirePageInfo } from './page-info.js';

const ERROR_MESSAGE = 'Why the transcoding failed, as a sentence for the uploader.';

export const TrackBody = z
  .object({
    id: z.int().describe('Id of the track.'),
    title: z.string().describe('Title.'),
    artist: z.string().describe('Artist.'),
    album: z.string().optional().describe('Album; absent when not set.'),
    genre: z.string().optional().describe('Genre; absent when not set.'),
    track_number: z.int().optional().describe('Position on the album; absent when not known.'),
    year: z.int().optional().describe('Year of publication; absent when not known.'),
    filename: z.string().describe('File name of the upload.'),
    duration_seconds: z.number().describe('Duration in seconds; 0 until the audio is decoded.'),
    tags: z.array(z.string()).describe('Tags, at most 20.'),
    is_public: z.boolean().describe('Whether everyone can see and play the track.'),
    downloadable: z.boolean().describe('Whether everyone who can play the track can download the uploaded file.'),
    license: TrackLicense,
    license_url: z.string().optional().describe('Text of the licence; absent where all rights are reserved.'),
    uploader_id: z.int().describe('Id of the user who uploaded the track.'),
    uploader_username: z.string().describe('User name of the uploader.'),
    play_count: z.int().describe('Number of counted plays.'),
    created_at: timestamp('When the track was uploaded.'),
    status: TrackStatus,
    progress: z.int().describe('Progress of the transcoding in percent, 0 to 100.'),
    waveform_url: z.string().optional().describe('Signed URL of the waveform; absent until the track is ready.'),
    cover_url: z.string().optional().describe('Signed URL of the cover, at most 600 pixels long; absent without a cover.'),
    cover_urls: PictureBody.optional(),
    loudness_lufs: z.number().optional().describe('Integrated loudness in LUFS (EBU R128); absent for silence.'),
    true_peak_dbtp: z.number().optional().describe('True peak in dBTP.'),
    error: TrackError.optional(),
    error_message: z.string().optional().describe(ERROR_MESSAGE),
    replacement: z
      .object({
        filename: z.string().describe('File name of the upload.'),
        status: TrackStatus,
        progress: z.int().describe('Progress of the transcoding in percent, 0 to 100.'),
        error: TrackError.optional(),
        error_message: z.string().optional().describe(ERROR_MESSAGE),
      })
      .optional()
      .describe('Another sound that is to replace the present one, or failed to. Only its uploader and administrators see it.'),
  })
  .describe('An audio track.');
export type TrackBody = z.infer<typeof TrackBody>;

export const UploadedTrackBody = TrackBody.extend({
  events_url: z.string().describe('Signed URL of the transcoding progress as Server-Sent Events.'),
}).describe('A new track with the URL of its progress.');

export const UploadedAlbumBody = z
  .object({
    tracks: z.array(UploadedTrackBody).describe('A track for each file that was stored, in the order of the files.'),
    refused: z
      .array(
        z.object({
          position: z.int().describe('Position of the file in the form, from 1.'),
          filename: z.string().describe('Name of the file.'),
          code: ErrorCode,
          message: z.string().describe('Why the file was refused.'),
        }),
      )
      .describe('The files that are no tracks, in their order.'),
  })
  .describe('The new tracks of an album, and the files that were refused.');

export const TrackListBody = z
  .object({
    tracks: z.array(TrackBody).describe('The tracks of the page.'),
    ...WirePageInfo.partial({ total_is_estimate: true }).shape,
  })
  .describe('A page of tracks.');

export const TrackStreamBody = z
  .object({
    url: z.string().describe('URL of the audio for progressive playback; supports Range.'),
    websocket_url: z
      .string()
      .describe(
        'WebSocket URL that sends the audio in chunks on request. After a `seek` the stream begins anew at that second, with its own header.',
      ),
    hls_url: z.string().describe('URL of the HLS master playlist.'),
    expires_at: timestamp(
      'When all three URLs expire: at least the duration of the track plus 6 hours from now. They stay the same for an hour.',
    ),
  })
  .describe('Signed playback URLs of a track. They need no token.');

export const TrackDownloadBody = z
  .object({
    url: z.string().describe('Signed URL of the file; needs no token, supports Range.'),
    filename: z.string().describe('Name under which the file is saved, made of artist and title.'),
    file_size: z.int().describe('Size in bytes.'),
    file_type: z.string().describe('Media type, detected from the content.'),
    sha256: z.string().describe('SHA-256 of the bytes, in hex.'),
    expires_at: timestamp('When the URL expires.'),
  })
  .describe('The uploaded file of a track, byte for byte.');

export const TrackPlaysBody = z
  .object({
    days: z
      .array(
        z.object({ day: z.string().describe('Day of UTC, `YYYY-MM-DD`.'), plays: z.int().describe('Counted plays of the day.') }),
      )
      .describe('Every day of the range, the last one last.'),
    total: z.int().describe('Plays of the range.'),
  })
  .describe('The plays of a track by day.');

/** One `data:` line of the progress stream; the last one has the type `ready` or `failed`. */
export const TrackProgressBody = z
  .object({
    type: TrackStatus,
    track_id: z.int().describe('Id of the track.'),
    status: TrackStatus,
    progress: z.int().describe('Progress of the transcoding in percent, 0 to 100.'),
    error: TrackError.optional(),
    error_message: z.string().optional().describe(ERROR_MESSAGE),
  })
  .describe('One event of the transcoding progress. The last one has the type `ready` or `failed`.');
export type TrackProgressBody = z.infer<typeof TrackProgressBody>;

export const WaveformBody = z
  .object({
    version: z.literal(2).describe('Version of the format, always 2.'),
    channels: z.int().describe('Number of channels in `data`.'),
    sample_rate: z.int().describe('Sample rate of the audio in Hz.'),
    samples_per_pixel: z.int().describe('Number of audio samples per pair of peaks.'),
    bits: z.union([z.literal(8), z.literal(16)]).describe('Resolution of the peaks in bits.'),
    length: z.int().describe('Number of pairs of peaks.'),
    data: z.array(z.int()).describe('Minimum and maximum of each pixel, alternating.'),
  })
  .describe('Peaks in the JSON format of audiowaveform, version 2, as peaks.js and wavesurfer.js read it.');
export type WaveformBody = z.infer<typeof WaveformBody>;

/** A form field with a list: JSON (`["a","b"]`) or `a,b`. An empty text is an empty list. */
const jsonOrCommas = z.string().transform((value, context): unknown => {
  if (!value.trim().startsWith('[')) return value.split(',').filter((tag) => tag.trim() !== '');
  try {
    return JSON.parse(value);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a JSON array' });
    return z.NEVER;
  }
});
const formTags = z.array(label(1, 50)).max(20);
const emptyIsAbsent = (most: number) => z.preprocess((value) => (value === '' ? undefined : value), label(1, most).optional());

const TITLE = 'Title, 1 to 200 characters.';
const ARTIST = 'Artist, 1 to 200 characters.';
const TRACK_NUMBER = 'Position on the album, 1 to 9999.';
const YEAR = 'Year of publication, 1000 to 2999.';
const formNumber = (least: number, most: number) =>
  z.preprocess(
    (value) => (value === '' ? undefined : typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value),
    z.int().min(least).max(most).optional(),
  );
const PUBLIC = 'Whether everyone can see and play the track.';
const DOWNLOADABLE = 'Whether everyone who can play the track can download the uploaded file.';
const LICENSE = 'What others may do with the sound: all rights reserved, a licence of Creative Commons 4.0, or CC0 1.0.';
const formFlag = (fallback: boolean) =>
  z
    .enum(['true', 'false'], 'must be "true" or "false"')
    .transform((value) => value === 'true')
    .default(fallback);

/** The text fields beside the file `audio`. */
export const UploadTrackForm = z.object({
  title: label(1, 200).optional().describe(`${TITLE} Default: the tag of the file, else its name.`),
  artist: label(1, 200).optional().describe(`${ARTIST} Default: the tag of the file.`),
  album: emptyIsAbsent(200).describe('Album, at most 200 characters. Default: the tag of the file.'),
  genre: emptyIsAbsent(60).describe('Genre, at most 60 characters. Default: the tag of the file.'),
  track_number: formNumber(1, 9_999).describe(`${TRACK_NUMBER} Default: the tag of the file.`),
  year: formNumber(1_000, 2_999).describe(`${YEAR} Default: the tag of the file.`),
  tags: jsonOrCommas
    .pipe(formTags)
    .default([])
    .describe('Tags as a JSON array or separated by commas: at most 20, of 1 to 50 characters.'),
  is_public: formFlag(true).describe(PUBLIC),
  downloadable: formFlag(false).describe(DOWNLOADABLE),
  license: z
    .preprocess((value) => (value === '' ? undefined : value), TrackLicense.optional())
    .describe(`${LICENSE} Default: \`all-rights-reserved\`.`),
});
export type UploadTrackForm = z.infer<typeof UploadTrackForm>;

/** The text fields beside the files `audio`; each file gives its title. */
export const UploadAlbumForm = UploadTrackForm.omit({ title: true, track_number: true });

/** The form beside the file `audio` of a replacement: no fields. */
export const ReplaceAudioForm = z.object({});

/** The form beside the file `picture` of a cover: no fields. */
export const CoverForm = z.object({});

export const UpdateTrackBody = z.object({
  title: label(1, 200).optional().describe(TITLE),
  artist: label(1, 200).optional().describe(ARTIST),
  album: label(0, 200).nullable().optional().describe('Album, at most 200 characters; null or empty removes it.'),
  genre: label(0, 60).nullable().optional().describe('Genre, at most 60 characters; null or empty removes it.'),
  tags: formTags.optional().describe('Tags: at most 20, of 1 to 50 characters.'),
  is_public: z.boolean().optional().describe(PUBLIC),
  downloadable: z.boolean().optional().describe(DOWNLOADABLE),
  license: TrackLicense.optional().describe(LICENSE),
  track_number: z.int().min(1).max(9_999).nullable().optional().describe(`${TRACK_NUMBER} Null removes it.`),
  year: z.int().min(1_000).max(2_999).nullable().optional().describe(`${YEAR} Null removes it.`),
});
