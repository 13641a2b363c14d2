import type { ChatMessage, Place } from '@veza/sdk/chat';
import type { Kept } from '../offline/kept.js';
import { placeKey } from './places.js';

/** Of a place, the newest ones. */
const MESSAGES = 100;
/** Places, the one that was seen longest ago leaves for a new one. */
const MOST = 20;
const PREFIX = 'messages:';

interface KeptRecord {
  readonly form: string;
  readonly userId: string;
  readonly seenAt: number;
  readonly messages: readonly ChatMessage[];
}

export interface KeptMessagesPlan {
  readonly kept: Kept<'read' | 'write' | 'remove' | 'names'>;
  /** Of the messages: a build with another form does not show those of this one. */
  readonly form: string;
  readonly userId: () => string | undefined;
}

/** The newest messages of the places that were seen last, for a start without connection, and for the moment before the first page. */
export class KeptMessages {
  constructor(private readonly plan: KeptMessagesPlan) {}

  /** Oldest first; none of another user. */
  async read(place: Place): Promise<readonly ChatMessage[]> {
    const { kept, form, userId } = this.plan;
    const record = await kept.read<KeptRecord>(nameOf(place));
    return record?.form === form && record.userId === userId() ? record.messages : [];
  }

  /** `userId`: of whom these messages were read. The session may be one of another user by now: then nothing is kept. */
  async write(place: Place, userId: string, messages: readonly ChatMessage[]): Promise<void> {
    const { kept, form } = this.plan;
    if (this.plan.userId() !== userId) return;
    const record = { form, userId, seenAt: Date.now(), messages: messages.slice(-MESSAGES) };
    await kept.write(nameOf(place), record satisfies KeptRecord);
    await forgetEarlier(kept, PREFIX, MOST);
  }

  remove(place: Place): Promise<void> {
    return this.plan.kept.remove(nameOf(place));
  }
}

const nameOf = (place: Place): string => `${PREFIX}${placeKey(place)}`;

/** Of the records whose names begin like this, the latest stay: what was seen longest ago leaves for the new. */
export async function forgetEarlier(kept: Kept<'read' | 'remove' | 'names'>, prefix: string, most: number): Promise<void> {
  const names = (await kept.names()).filter((name) => name.startsWith(prefix));
  if (names.length <= most) return;
  const records = await Promise.all(
    names.map(async (name) => ({ name, seenAt: (await kept.read<{ seenAt: number }>(name))?.seenAt ?? 0 })),
  );
  const latest = records.sort((one, other) => other.seenAt - one.seenAt);
  for (const { name } of latest.slice(most)) await kept.remove(name);
}
