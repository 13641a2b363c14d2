import type { Notice } from '@veza/sdk';
import { useReadThing } from './use-notices.js';

/** On a page of a signed-in person: its notices about this thing are read. */
export function ReadThing({ kind, id }: { kind: Notice['thing']['kind']; id: string }) {
  useReadThing(kind, id);
  return null;
}
