import { z } from 'zod';
import { timestamp } from '../timestamp.js';
import { http } from './route.js';
import { noContent, ok } from './successes.js';

export const UploadBody = z
  .object({
    id: z.uuid().describe('Id of the upload.'),
    offset: z.int().describe('Bytes that are stored: the next piece begins here.'),
    length: z.int().describe('Bytes of the whole file.'),
    filename: z.string().describe('File name of the upload.'),
    expires_at: timestamp('When an unfinished upload is deleted: 24 hours after its last piece.'),
    track_id: z.int().optional().describe('Id of the track that was created from the finished upload; absent before.'),
  })
  .describe('A resumable upload.');
export type UploadBody = z.infer<typeof UploadBody>;

export const UploadPreviewBody = z
  .object({
    hls_url: z.string().describe('URL of the HLS master playlist. It grows with the upload.'),
    expires_at: timestamp('When the URL expires; another call gives a new one.'),
  })
  .describe('Signed playback URL of what has arrived of an upload. It needs no token.');
export type UploadPreviewBody = z.infer<typeof UploadPreviewBody>;

const UploadParams = z.object({ id: z.uuid().describe('Id of the upload.') });

/** What this server supports of tus 1.0. */
export const TUS_VERSION = '1.0.0';
export const TUS_EXTENSIONS = ['creation', 'creation-with-upload', 'checksum', 'termination', 'expiration'];
export const TUS_CHECKSUMS: readonly string[] = ['sha1', 'sha256'];

/** Request headers of tus 1.0. */
const TUS_RESUMABLE = 'Version of the protocol, always `1.0.0`.';
const UPLOAD_CHECKSUM =
  'Algorithm (`sha1`, `sha256`) and Base64 digest of the body. A body that does not match is 460 and not stored.';

const tag = 'Tracks';
const piece = { tag, access: 'user', bodyKind: 'bytes', idempotencyKey: false, etag: false } as const;
const PIECE_ERRORS = [
  'PRECONDITION_FAILED',
  'UPLOAD_INCOMPLETE',
  'CHECKSUM_MISMATCH',
  'UNSUPPORTED_MEDIA_TYPE',
  'QUOTA_EXCEEDED',
] as const;

/** Resumable uploads of tracks by tus 1.0 (https://tus.io/protocols/resumable-upload). Any tus client works with them. */
export const uploadRoutes = {
  create: http('POST', '/uploads', {
    ...piece,
    id: 'createUpload',
    permission: 'media.uploads.create',
    summary: 'Begin a resumable upload of a track',
    description:
      'tus 1.0 with the extensions creation, creation-with-upload, checksum, termination and expiration. `Upload-Metadata` carries the form fields of `uploadTrack`, and `filename`. With `replaces`, the id of a track of the caller, the upload becomes the sound of that track. At most 500 MiB. The `Location` of the response takes the pieces.',
    requestHeaders: {
      'Tus-Resumable': TUS_RESUMABLE,
      'Upload-Length': 'Bytes of the whole file.',
      'Upload-Metadata': 'Fields as `name base64-value`, separated by commas.',
      'Upload-Checksum': UPLOAD_CHECKSUM,
    },
    success: [{ status: 201, description: 'The upload has begun; `Location` is its URL.' }],
    errors: PIECE_ERRORS,
  }),
  get: http('GET', '/uploads/:id', {
    tag,
    id: 'getUpload',
    permission: 'media.uploads.get',
    summary: 'Get the state of a resumable upload',
    description: 'A `HEAD` request returns the offset and the length in the headers of tus.',
    access: 'user',
    params: UploadParams,
    etag: false,
    success: ok('The upload.', UploadBody),
    errors: ['PRECONDITION_FAILED'],
  }),
  preview: http('GET', '/uploads/:id/preview', {
    tag,
    id: 'previewUpload',
    permission: 'media.uploads.preview',
    summary: 'Hear what has arrived of an upload',
    description:
      'For kinds that have their header first: WAV, AIFF, FLAC, MP3 and AAC. `NOT_READY` until 4 MiB are stored and encoded; another kind is `UNSUPPORTED_MEDIA_TYPE`. The playlist has the lowest rate of the first hour, grows each time when twice as much is stored, ends when the upload is complete, and is removed an hour later. A complete upload is `INVALID_STATE`: its track is played.',
    access: 'user',
    params: UploadParams,
    etag: false,
    success: ok('The signed URL and its expiry.', UploadPreviewBody),
    errors: ['NOT_READY', 'INVALID_STATE', 'UNSUPPORTED_MEDIA_TYPE'],
  }),
  append: http('PATCH', '/uploads/:id', {
    ...piece,
    id: 'appendUpload',
    permission: 'media.uploads.append',
    summary: 'Upload a piece',
    description: 'A piece that breaks off is stored as far as it arrived. After the last piece the track exists.',
    params: UploadParams,
    requestHeaders: {
      'Tus-Resumable': TUS_RESUMABLE,
      'Upload-Offset': 'The offset of the upload, where the piece begins. Another one is 409.',
      'Upload-Checksum': UPLOAD_CHECKSUM,
    },
    success: noContent('The piece is stored; `Upload-Offset` is the new offset.'),
    errors: [...PIECE_ERRORS, 'CONFLICT'],
  }),
  cancel: http('DELETE', '/uploads/:id', {
    tag,
    id: 'cancelUpload',
    permission: 'media.uploads.cancel',
    summary: 'Cancel a resumable upload',
    description: 'The stored pieces are deleted. A track that was created from a finished upload stays.',
    access: 'user',
    params: UploadParams,
    requestHeaders: { 'Tus-Resumable': TUS_RESUMABLE },
    success: noContent('The upload is deleted.'),
    errors: ['PRECONDITION_FAILED'],
  }),
};
