import type { Demuxer } from '../objects/content-kind.js';

/** CAF 1.0: a head of 8 bytes, then the chunk `desc`, whose content follows a type and a size of 8 bytes. */
const CAF_DESC = 8;
const CAF_FACTS = CAF_DESC + 12;
const CAF_CHANNELS = CAF_FACTS + 24;

/**
 * Whether the header states a sound at all. ffmpeg takes a CAF without channels as one of one, and one whose rate is no
 * number as that of what it guesses.
 */
export function statesSound(demuxer: Demuxer, head: Buffer): boolean {
  if (demuxer !== 'caf') return true;
  if (head.length < CAF_CHANNELS + 4 || head.toString('latin1', CAF_DESC, CAF_DESC + 4) !== 'desc') return false;
  const hertz = head.readDoubleBE(CAF_FACTS);
  return Number.isFinite(hertz) && hertz > 0 && head.readUInt32BE(CAF_CHANNELS) > 0;
}
