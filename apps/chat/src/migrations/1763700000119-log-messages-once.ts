import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = 'room_id, seq, kind, message_id, user_id, at, body, previous';
const CHANGES = "'edited', 'deleted', 'reacted', 'unreacted'";

/** @param kinds of entries */
const tableOf = (name: string, kinds: string) => `CREATE TABLE ${name} (
  room_id text NOT NULL,
  seq bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN (${kinds})),
  message_id bigint NOT NULL,
  user_id integer NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  body text,
  previous text,
  PRIMARY KEY (room_id, seq)
);
`;

/**
 * The log of a room is its messages and, beside them, what was done to them. `room_events` shows both as one, and takes what
 * replicas of before this version write while they are replaced: of a message it has nothing to keep. The few changes are
 * moved, not the many messages deleted.
 */
const UP = `
LOCK TABLE room_events IN ACCESS EXCLUSIVE MODE;
${tableOf('room_changes', CHANGES)}INSERT INTO room_changes (${COLUMNS}) SELECT ${COLUMNS} FROM room_events WHERE kind <> 'message';
DROP TABLE room_events;
CREATE INDEX room_changes_versions ON room_changes (message_id) WHERE kind IN ('edited', 'deleted');
COMMENT ON COLUMN room_changes.previous IS 'Of an edit or deletion: the text before, for moderators';

CREATE VIEW room_events (${COLUMNS}) AS
  SELECT room_id, seq, 'message', id, user_id, created_at, NULL, NULL FROM messages
  UNION ALL SELECT ${COLUMNS} FROM room_changes;
CREATE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.kind = 'message' THEN RETURN NULL; END IF;
  INSERT INTO room_changes (room_id, seq, kind, message_id, user_id, body, previous)
  VALUES (NEW.room_id, NEW.seq, NEW.kind, NEW.message_id, NEW.user_id, NEW.body, NEW.previous) RETURNING at INTO NEW.at;
  RETURN NEW;
END $$;
CREATE TRIGGER log_change INSTEAD OF INSERT ON room_events FOR EACH ROW EXECUTE FUNCTION log_change();
`;

const DOWN = `
LOCK TABLE messages, room_changes IN ACCESS EXCLUSIVE MODE;
ALTER VIEW room_events RENAME TO whole_log;
${tableOf('room_events', `'message', ${CHANGES}`)}INSERT INTO room_events (${COLUMNS}) SELECT ${COLUMNS} FROM whole_log;
CREATE INDEX room_events_changes ON room_events (message_id) WHERE kind IN ('edited', 'deleted');
COMMENT ON COLUMN room_events.previous IS 'Of an edit or deletion: the text before, for moderators';
DROP VIEW whole_log;
DROP FUNCTION log_change;
DROP TABLE room_changes;
`;

export class LogMessagesOnce1763700000119 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
