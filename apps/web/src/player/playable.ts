import type { Track, UploadPreview } from '@veza/sdk';

type Shown = Pick<Track, 'title' | 'artist' | 'uploader_username' | 'duration_seconds' | 'status'> &
  Partial<Pick<Track, 'album' | 'cover_url' | 'cover_urls' | 'loudness_lufs' | 'true_peak_dbtp'>>;

/**
 * An upload whose track does not exist yet: it grows while it is heard, and knows its address itself. A private track that
 * was opened by its secret link is one too: its address needs the code. As an entry of the one
 * queue it has the bar, the lock screen and the space bar of every track, and one sound is heard at a time. When the upload
 * is complete, `address` returns that of the track.
 */
export interface GrowingSound extends Shown {
  readonly id: string;
  address(): Promise<UploadPreview>;
}

export type Playable = Track | GrowingSound;

export const isGrowing = (sound: Playable): sound is GrowingSound => typeof sound.id === 'string';

/** A track has no length before its first sound is ready. */
export const isOtherSound = (before: Playable, { duration_seconds: seconds }: Track): boolean =>
  before.duration_seconds > 0 && seconds > 0 && before.duration_seconds !== seconds;
