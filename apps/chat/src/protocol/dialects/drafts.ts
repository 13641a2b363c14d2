import type { MessageDraft, Intent } from '../command.js';
import { malformed } from './dialect.js';

/** The fields of a message that all dialects spell alike. */
interface WireDraft {
  content: string;
  message_type: string;
  reply_to?: number | null;
  media_url?: string;
  duration?: number;
}

export function draftOf(fields: WireDraft, more: Pick<MessageDraft, 'mentions' | 'mediaUrls'> = {}): MessageDraft {
  return {
    content: fields.content,
    type: fields.message_type,
    replyTo: fields.reply_to ?? undefined,
    mediaUrls: fields.media_url === undefined ? undefined : [fields.media_url],
    duration: fields.duration,
    ...more,
  };
}

/** A message of the type `reaction` becomes a reaction to the message that it replies to, whatever its addressee. */
export function sendOrReact(draft: MessageDraft, send: () => Intent): Intent {
  if (draft.type !== 'reaction') return send();
  if (draft.replyTo === undefined) throw malformed('reply_to: is required for a reaction');
  return { name: 'react', input: { id: draft.replyTo, emoji: draft.content } };
}

/** A read receipt names a room or a user. */
export function readIntent(id: number, room: string | undefined, userId: number | undefined): Intent {
  return { name: 'read', input: { id, room, userId } };
}
