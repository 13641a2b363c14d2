import type { chat, SectionOf } from '@veza/contracts';
import type { PersonalRows } from '@veza/database';

/** What the chat keeps of one user, for their export. Other users appear as ids only. */
export const PERSONAL_ROWS: Record<SectionOf<typeof chat.personalData.export>, PersonalRows> = {
  rooms: {
    columns: `m.room_id, r.kind, CASE WHEN r.kind <> 'direct' THEN r.name END AS name, CASE WHEN r.low_user = $1 THEN r.high_user ELSE r.low_user END AS with_user_id,
      m.role, r.created_by = $1 AS created_by_me, m.joined_at, m.last_read_seq`,
    from: 'members m JOIN rooms r ON r.id = m.room_id WHERE m.user_id = $1',
    key: 'm.room_id',
    keyType: 'text',
  },
  messages: {
    columns: `m.id, m.room_id, CASE WHEN r.low_user = $1 THEN r.high_user ELSE r.low_user END AS recipient_id, m.seq, m.type, m.content, m.reply_to,
      (SELECT coalesce(jsonb_agg(file - 'objectId' - 'by' - 'room'), '[]') FROM jsonb_array_elements(m.media) AS file) AS files,
      m.created_at, m.edited_at, m.deleted_at`,
    from: 'messages m JOIN rooms r ON r.id = m.room_id WHERE m.user_id = $1',
    key: 'm.id',
    keyType: 'bigint',
  },
  reactions: {
    columns: 'x.message_id, x.emoji, x.at',
    from: 'reactions x WHERE x.user_id = $1',
    key: `(x.message_id::text || ' ' || x.emoji)`,
    keyType: 'text',
  },
  blocks: {
    columns: 'b.blocked_id, b.at',
    from: 'blocks b WHERE b.user_id = $1',
    key: 'b.blocked_id',
    keyType: 'bigint',
  },
  reports: {
    columns: 'r.id, r.message_id, r.room_id, r.reason, r.details, r.status, r.created_at',
    from: 'reports r WHERE r.reporter_id = $1',
    key: 'r.id',
    keyType: 'bigint',
  },
  sanctions: {
    columns: 's.id, s.kind, s.room_id, s.reason, s.duration, s.until, s.created_at, s.lifted_at',
    from: 'sanctions s WHERE s.user_id = $1',
    key: 's.id',
    keyType: 'bigint',
  },
};
