import type { COMMAND_PERMISSIONS } from '@veza/contracts';
import type { Outcome } from './expected.js';

type CommandName = keyof typeof COMMAND_PERMISSIONS;
type Fields = Readonly<Record<string, unknown>>;

/** The dialects besides `veza.v1` that have chat commands. */
export const NUMERIC_DIALECTS = ['veza.chat', 'veza.flat'] as const;
export type NumericDialect = (typeof NUMERIC_DIALECTS)[number];

/** The name of a command and of its reply. */
type Names = Readonly<Record<NumericDialect, readonly [type: string, reply?: string]>>;

const same = (type: string, reply?: string): Names => ({ 'veza.chat': [type, reply], 'veza.flat': [type, reply] });

const NAMES: Readonly<Record<CommandName, Names>> = {
  authenticate: same('auth', 'auth_success'),
  ping: same('ping', 'pong'),
  join: { 'veza.chat': ['join_room', 'join_room_ack'], 'veza.flat': ['join', 'join_ack'] },
  leave: { 'veza.chat': ['leave_room', 'leave_room_ack'], 'veza.flat': ['leave', 'leave_ack'] },
  sync: same('sync', 'sync_done'),
  typing: same('typing'),
  send: { 'veza.chat': ['room_message', 'message_ack'], 'veza.flat': ['message', 'message_ack'] },
  sendDirect: { 'veza.chat': ['direct_message', 'message_ack'], 'veza.flat': ['dm', 'message_ack'] },
  edit: same('edit_message'),
  remove: same('delete_message'),
  react: { 'veza.chat': ['room_message'], 'veza.flat': ['reaction'] },
  unreact: same('remove_reaction'),
  read: same('read_receipt'),
  history: { 'veza.chat': ['room_history', 'message_history'], 'veza.flat': ['room_history', 'room_history'] },
  directHistory: { 'veza.chat': ['dm_history', 'message_history'], 'veza.flat': ['dm_history', 'dm_history'] },
  report: same('report_message', 'report_received'),
  upload: same('file_upload', 'file_upload_ready'),
};

/** The field of each `veza.v1` field. Ids of users and messages are numbers. */
const FIELDS: Readonly<Record<string, Readonly<Record<NumericDialect, string>>>> = {
  room_id: { 'veza.chat': 'room', 'veza.flat': 'room' },
  recipient_id: { 'veza.chat': 'to_user_id', 'veza.flat': 'to' },
  user_id: { 'veza.chat': 'with_user', 'veza.flat': 'with' },
  message_id: { 'veza.chat': 'message_id', 'veza.flat': 'message_id' },
  reply_to: { 'veza.chat': 'reply_to', 'veza.flat': 'messageId' },
};
const NUMBERS = new Set(['recipient_id', 'user_id', 'message_id', 'reply_to']);

/** A command in the words of `veza.v1`, in another dialect. */
export function translated(
  dialect: NumericDialect,
  command: CommandName,
  data: Fields,
): { type: string; data: Fields; reply?: string } {
  const [type, reply] = NAMES[command][dialect];
  const fields = Object.entries(data).map(([name, value]) => [
    FIELDS[name]?.[dialect] ?? name,
    NUMBERS.has(name) ? Number(value) : value,
  ]);
  const typing = command === 'typing' ? { is_typing: true, isTyping: true } : {};
  return { type, data: { ...Object.fromEntries(fields), ...typing }, ...(reply !== undefined && { reply }) };
}

const WIRE_CODES: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'AUTH_FAILED',
  FORBIDDEN: 'PERMISSION_DENIED',
  BLOCKED: 'PERMISSION_DENIED',
  BANNED: 'PERMISSION_DENIED',
  NOT_FOUND: 'INVALID_FORMAT',
};

/** The code of an outcome in the numeric dialects, which distinguish fewer refusals. */
export const wireOutcome = (outcome: Outcome): string => WIRE_CODES[outcome] ?? outcome;
