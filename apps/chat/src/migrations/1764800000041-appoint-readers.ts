import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/**
 * Readers of rooms (decision 258). The role is a mute with a mark: a replica of 0.3.0, and this statement of a commit, refuse
 * the messages of a reader alike. Whichever replica adds a member, the trigger gives the role.
 */
export class AppointReaders1764800000041 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE rooms ADD COLUMN joins_as_reader boolean NOT NULL DEFAULT false;
      ALTER TABLE sanctions ADD COLUMN of_role boolean NOT NULL DEFAULT false;
      CREATE UNIQUE INDEX sanctions_of_role ON sanctions (room_id, user_id) WHERE of_role;
      COMMENT ON COLUMN sanctions.of_role IS 'No sanction: the member is a reader of the room';
      CREATE FUNCTION admit_reader() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
      BEGIN
        INSERT INTO sanctions (kind, room_id, user_id, reason, duration, moderator_id, rank, of_role)
        SELECT 'mute', id, NEW.user_id, 'reader', 'permanent', 0, 'room-moderator', true FROM rooms
        WHERE id = NEW.room_id AND joins_as_reader
        ON CONFLICT (room_id, user_id) WHERE of_role DO NOTHING;
        RETURN NULL;
      END $$;
      CREATE TRIGGER admit_reader AFTER INSERT ON members FOR EACH ROW WHEN (NEW.role = 'member') EXECUTE FUNCTION admit_reader()`);
  }
}
