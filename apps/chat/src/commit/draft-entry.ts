import { hash, randomUUID } from 'node:crypto';
import { DeclaredError, MessageType, type VoiceFacts } from '@veza/contracts';
import type { MessageDraft } from '../protocol/command.js';
import type { StoredMedia } from '../delivery/media-links.js';
import type { Entry } from './entry.js';

// Weak primitive: compares what one author sends twice under one id.

const MENTION = /@(\w{1,100})/g;
const MAX_MENTIONS = 50;

export interface EntryContext {
  room: string;
  userId: number;
  username: string;
  /** The person behind the user. */
  person: number;
  ref: string | undefined;
  contentMax: number;
  /** Returns the object behind a URL that this system signed, or undefined. */
  mediaOf: (url: string) => StoredMedia | undefined;
}

/** Validates a draft and returns its entry. Throws a DeclaredError that names the field. */
export function messageEntry(
  draft: MessageDraft,
  { room, userId, username, person, ref, contentMax, mediaOf }: EntryContext,
): Entry {
  const type = MessageType.safeParse(draft.type);
  if (!type.success) throw invalidField('message_type', 'is unknown');
  // docs/protocol, Limits: "content of a message | 4,000 code points | error MESSAGE_TOO_LONG".
  if (exceedsLength(draft.content, contentMax))
    throw new DeclaredError('MESSAGE_TOO_LONG', { message: `The message has more than ${contentMax} characters` });
  if (draft.content.includes('\0')) throw invalidField('content', 'must not contain a NUL character');
  const media = mediaFor(type.data, draft, mediaOf);
  const replyTo = draft.replyTo ?? null;
  return {
    room,
    userId,
    username,
    person,
    type: type.data,
    content: draft.content,
    replyTo,
    mentions: mentionsIn(draft),
    media,
    clientId: ref ?? `~${randomUUID()}`,
    named: ref !== undefined,
    digest: digestOf([room, type.data, draft.content, replyTo, media.map(({ objectId }) => objectId)]),
  };
}

/** Returns the entry of an uploaded file. Its content is the filename, of a voice message its length; the hash of the bytes identifies a repeated upload. */
export function fileEntry(
  { room, userId, username, person }: Pick<EntryContext, 'room' | 'userId' | 'username' | 'person'>,
  media: StoredMedia,
  { clientId, hash: bytes }: { clientId: string; hash: string },
): Entry {
  const [kind] = media.type.split('/');
  return {
    room,
    userId,
    username,
    person,
    type: media.voice ? 'voice' : kind === 'image' || kind === 'audio' ? kind : 'file',
    content: media.voice ? voiceText(media.voice) : media.filename,
    replyTo: null,
    mentions: [],
    media: [media],
    clientId,
    named: false,
    digest: digestOf([room, bytes]),
  };
}

/** What clients without a player show: `Voice message, 0:12`. */
function voiceText({ milliseconds }: VoiceFacts): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1_000));
  return `Voice message, ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Compares in code points. A text with few UTF-16 units has few code points, so most texts need no count. */
export function exceedsLength(text: string, most: number): boolean {
  return text.length > most && [...text].length > most;
}

export function invalidField(field: string, message: string): DeclaredError {
  return new DeclaredError('VALIDATION_FAILED', { message: `${field}: ${message}`, details: [{ field, message }] });
}

function mediaFor(
  type: MessageType,
  { mediaUrls = [], duration }: MessageDraft,
  mediaOf: EntryContext['mediaOf'],
): StoredMedia[] {
  if (type === 'text' && mediaUrls.length === 0) return [];
  if (type !== 'text' && mediaUrls.length === 0) throw invalidField('media_url', `is missing in a message of the type ${type}`);
  if ((type === 'audio' || type === 'voice') && duration === undefined) throw invalidField('duration', 'is missing, in seconds');
  return mediaUrls.map((url) => {
    const media = mediaOf(url);
    if (!media) throw invalidField('media_url', 'is not one that was given to you for this room, or has expired');
    return duration === undefined ? media : { ...media, duration };
  });
}

export function mentionsIn({ content, mentions = [] }: Pick<MessageDraft, 'content' | 'mentions'>): string[] {
  if (mentions.length === 0 && !content.includes('@')) return [];
  const named = [...content.matchAll(MENTION)].map(([, name]) => name ?? '');
  return [...new Set([...mentions.filter((each) => /^\w{1,100}$/.test(each)), ...named])].slice(0, MAX_MENTIONS);
}

function digestOf(facts: unknown): string {
  return hash('md5', JSON.stringify(facts));
}
