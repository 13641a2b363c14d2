import { z } from 'zod';

/** A track as REST tells it. */
export const Track = z.object({
  id: z.int().positive(),
  title: z.string(),
  artist: z.string(),
  album: z.string().nullish(),
  filename: z.string(),
  duration_seconds: z
    .number()
    .nullish()
    .transform((seconds) => seconds ?? 0),
  status: z.enum(['processing', 'ready', 'failed']),
  progress: z.number(),
  uploader_id: z.int(),
  uploader_username: z.string(),
  loudness_lufs: z.number().nullish(),
  error: z.string().nullish(),
});

/** The signed addresses of a track. */
export const Stream = z.object({
  url: z.string(),
  websocket_url: z.string(),
  hls_url: z.string(),
  expires_at: z.iso.datetime({ offset: true }),
});

/** What the events of a track say. */
export const Progress = z.object({ status: Track.shape.status, progress: z.number().min(0).max(100) });
