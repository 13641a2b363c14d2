import type { TrackError } from '@veza/contracts';
import { ProgramFailed } from './run-program.js';

/** A source that no retry can transcode: `fault` is for its owner, the message for our log. */
export class UnsupportedAudio extends Error {
  constructor(
    readonly fault: TrackError,
    message: string,
  ) {
    super(message);
    this.name = 'UnsupportedAudio';
  }
}

/** Exit of ffmpeg when it could decode too few of the frames (its option max_error_rate). */
const FEW_DECODED = 69;
/** Of the encoder: a WAV of floats holds what is no number, or 1e15. */
const NO_NUMBERS = 'Input contains (near) NaN/+-Inf';
/** A header that is whole, and nothing behind it that can be decoded. */
const NOTHING_DECODED = 'Cannot determine format of input stream';

/** The fault of the source, where the end of a program shows one; else the error itself, which is repeated. */
export function faultOf(error: unknown): unknown {
  if (!(error instanceof ProgramFailed)) return error;
  if (error.reason === 'timeout') return new UnsupportedAudio('TIMED_OUT', error.message);
  if (error.stderr.includes(NO_NUMBERS)) return new UnsupportedAudio('UNREADABLE', 'its samples are no numbers');
  if (error.stderr.includes(NOTHING_DECODED)) return new UnsupportedAudio('UNREADABLE', 'nothing of it could be decoded');
  return error.exitCode === FEW_DECODED ? new UnsupportedAudio('UNREADABLE', 'most of it could not be decoded') : error;
}
