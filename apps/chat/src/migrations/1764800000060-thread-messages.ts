import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/**
 * Threads of rooms (decision 266). The trigger gives a reply its thread, whichever replica stores it. Replies from before
 * belong to none, so the update does not make every old reply unread.
 */
export class ThreadMessages1764800000060 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE messages ADD COLUMN thread_id bigint;
      COMMENT ON COLUMN messages.thread_id IS 'The message that began the thread; NULL outside of threads and in it itself';
      CREATE INDEX messages_by_thread ON messages (thread_id, seq) WHERE thread_id IS NOT NULL;
      CREATE INDEX messages_by_thread_and_user ON messages (thread_id, user_id, seq) WHERE thread_id IS NOT NULL;
      CREATE FUNCTION join_thread() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
      BEGIN
        NEW.thread_id := (SELECT coalesce(thread_id, id) FROM messages WHERE id = NEW.reply_to);
        RETURN NEW;
      END $$;
      CREATE TRIGGER join_thread BEFORE INSERT ON messages FOR EACH ROW WHEN (NEW.reply_to IS NOT NULL AND NEW.thread_id IS NULL) EXECUTE FUNCTION join_thread();
      CREATE TABLE thread_reads (
        user_id integer NOT NULL,
        thread_id bigint NOT NULL,
        read_seq bigint NOT NULL,
        PRIMARY KEY (user_id, thread_id)
      );
      CREATE INDEX thread_reads_by_thread ON thread_reads (thread_id);
      COMMENT ON COLUMN thread_reads.read_seq IS 'Replies up to this position are read'`);
  }
}
