import type { ResumableUpload } from '../resumable/resumable-upload.entity.js';

/** Some seconds of most sounds; a smaller upload is complete before it could be heard. */
const FIRST_BYTES = 4 * 1024 ** 2;

/**
 * Whether another round is due: the first over so many bytes, each further one over at least twice as many as the last.
 * So all rounds of an upload together read at most twice its bytes.
 */
export function isRoundDue({
  stored,
  length,
  previewed,
  ownerId,
  finishedAt,
}: Pick<ResumableUpload, 'stored' | 'length' | 'previewed' | 'ownerId' | 'finishedAt'>): boolean {
  if (finishedAt !== null || ownerId === null || Number(stored) >= Number(length)) return false;
  return Number(stored) >= Math.max(FIRST_BYTES, 2 * Number(previewed));
}
