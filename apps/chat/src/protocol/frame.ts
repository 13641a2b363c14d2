import { constants, deflateRawSync } from 'node:zlib';

/** Frames from this size on are compressed for those who negotiated it. */
const DEFLATE_FROM_BYTES = 1_024;
const TEXT = 0x81;
const COMPRESSED = 0x40;

/**
 * One unmasked WebSocket text frame. It is made once and written to every socket, which is why the library's own sender,
 * which frames for each socket anew, is not on this path.
 *
 * @param deflate for a connection that negotiated permessage-deflate without context takeover
 */
export function textFrame(text: string, deflate = false): Buffer {
  const payload = Buffer.from(text);
  if (deflate && payload.length >= DEFLATE_FROM_BYTES) return framed(compressed(payload), TEXT | COMPRESSED);
  return framed(payload, TEXT);
}

function framed(payload: Buffer, first: number): Buffer {
  const { length } = payload;
  const headSize = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headSize + length);
  frame[0] = first;
  if (headSize === 2) frame[1] = length;
  else if (headSize === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  payload.copy(frame, headSize);
  return frame;
}

/** RFC 7692: the empty block at the end of a flush is left out. */
function compressed(payload: Buffer): Buffer {
  return deflateRawSync(payload, { finishFlush: constants.Z_SYNC_FLUSH, level: 3 }).subarray(0, -4);
}
