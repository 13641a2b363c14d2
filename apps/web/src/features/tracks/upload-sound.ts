import { type Veza, VezaError } from '@veza/sdk';
import type { TrackUpload } from '@veza/sdk/uploads';
import type { GrowingSound } from '../../player/playable.js';

/** From here on, the API makes something to hear of an upload, */
const LEAST_BYTES = 4 * 1_024 ** 2;
/** and only of files that have their header first. */
const HEARD = /\.(wav|aiff?|flac|mp3|aac)$/i;

interface Arrived {
  /** Of the upload in the client. */
  readonly key: string;
  readonly name: string;
  readonly artist: string;
  readonly stored: number;
  readonly veza: Veza;
  readonly upload: TrackUpload;
  readonly signal: AbortSignal;
}

/** What has arrived of an upload, as something to play; undefined while that is nothing to hear. */
export function soundOf({ key: id, name: title, artist, stored, ...calls }: Arrived): GrowingSound | undefined {
  if (stored < LEAST_BYTES || !HEARD.test(title)) return undefined;
  const address = () => addressOf(calls);
  return { id, title, artist, uploader_username: '', duration_seconds: 0, status: 'processing', address };
}

/** Of the track once the upload is complete. */
async function addressOf({ veza, upload, signal }: Pick<Arrived, 'veza' | 'upload' | 'signal'>) {
  try {
    return await upload.preview({ signal });
  } catch (error) {
    if (!(error instanceof VezaError) || error.code !== 'INVALID_STATE') throw error;
    const { id } = await upload.run();
    return (await veza.streamTrack({ path: { id }, signal })).data;
  }
}
