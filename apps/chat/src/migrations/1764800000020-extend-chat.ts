import type { FoldedMigration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/**
 * What came between 0.2.0 and the fold (decision 231). Bodies of functions keep the indentation that Postgres has
 * stored.
 */
export class ExtendChat1764800000020 implements FoldedMigration {
  readonly replaces = [
    'IndexAuthors1763800000001',
    'RankSanctions1763800000140',
    'CreateNovaNotices1763900000171',
    'ListEndedMemberships1763900000180',
    'CreateOutageStates1764000000151',
    'NumberNovaNotices1764200000020',
    'FindModerators1764600000101',
    'ReportPeople1764600000121',
    'KnowOwnersOfBots1764800000011',
    'OrderRooms1764800000012',
    'ModerateRooms1764800000020',
  ];
  readonly completedBy = 'commit 9c2ca5f9';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(NOTICES);
    await runner.query(MODERATION);
    await runner.query(BOTS);
    await runner.query(INDEXES);
  }
}

/**
 * Notices of cabinets in the order of their events, until every replica has sent them: ids only, no texts. The log of
 * each user in them is for clients that were away (decision 162). A trigger assigns its numbers.
 */
const NOTICES = `
  CREATE TABLE nova_notices (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    notice jsonb NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now()
  );
  CREATE TABLE nova_readers (
    user_id integer PRIMARY KEY,
    last integer NOT NULL
  );
  CREATE TABLE nova_entries (
    user_id integer NOT NULL,
    seq integer NOT NULL,
    notice_id integer NOT NULL REFERENCES nova_notices (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, seq)
  );
  CREATE INDEX nova_entries_by_notice ON nova_entries (notice_id);
  CREATE FUNCTION number_nova_notice() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
      BEGIN
        WITH numbered AS (
          INSERT INTO nova_readers AS reader (user_id, last)
          SELECT DISTINCT value::integer, 1 FROM jsonb_array_elements_text(NEW.notice -> 'userIds')
          ON CONFLICT (user_id) DO UPDATE SET last = reader.last + 1
          RETURNING user_id, last
        )
        INSERT INTO nova_entries (user_id, seq, notice_id) SELECT user_id, last, NEW.id FROM numbered;
        RETURN NULL;
      END $$;
  CREATE TRIGGER numbered AFTER INSERT ON nova_notices FOR EACH ROW EXECUTE FUNCTION number_nova_notice();
  CREATE TABLE ended_memberships (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cabinet_id uuid NOT NULL,
    user_id integer NOT NULL,
    at timestamptz(3) NOT NULL DEFAULT now()
  );
  -- States of live sockets that Redis could not take (decision 151).
  CREATE TABLE outage_states (
    connection_id text PRIMARY KEY,
    replica text NOT NULL,
    version bigint NOT NULL,
    state jsonb NOT NULL,
    stored_at timestamptz(3) NOT NULL DEFAULT now()
  );
`;

/**
 * Members may be moderators of their room, below its owner and above automatic moderation (decision 224). A sanction is
 * lifted by its own rank or a higher one. Of earlier sanctions, those of moderator 0 are automatic, and those that were
 * not imposed by the owner of the room are by a moderator, since chat stores no roles. A report of a person has no
 * message; a person has one open report by the same reporter.
 */
const MODERATION = `
  ALTER TABLE members DROP CONSTRAINT members_role_check,
    ADD CONSTRAINT members_role_check CHECK (role IN ('owner', 'moderator', 'member'));
  CREATE UNIQUE INDEX members_one_owner ON members (room_id) WHERE role = 'owner';
  ALTER TABLE sanctions ADD COLUMN rank text NOT NULL DEFAULT 'owner'
    CHECK (rank IN ('room-moderator', 'owner', 'moderator', 'admin'));
  UPDATE sanctions s SET rank = CASE moderator_id WHEN 0 THEN 'room-moderator' ELSE 'moderator' END
  WHERE moderator_id = 0
    OR NOT EXISTS (SELECT FROM members m WHERE m.room_id = s.room_id AND m.user_id = s.moderator_id AND m.role = 'owner');
  ALTER TABLE reports ALTER message_id DROP NOT NULL, ALTER room_id DROP NOT NULL,
    ADD CHECK ((message_id IS NULL) = (room_id IS NULL));
  CREATE UNIQUE INDEX reports_of_people ON reports (user_id, reporter_id) WHERE message_id IS NULL AND status = 'open';
  CREATE INDEX moderation_audit_by_moderator ON moderation_audit (moderator_id, id);
`;

/**
 * A bot counts as its owner (decision 222). A block names both persons, so that one look-up finds it whichever bot was
 * blocked. The trigger fills them for a replica of the version before.
 */
const BOTS = `
  ALTER TABLE people ADD COLUMN bot_of integer;
  CREATE INDEX people_by_owner ON people (bot_of) WHERE bot_of IS NOT NULL;
  ALTER TABLE blocks ADD COLUMN person_id integer, ADD COLUMN blocked_person_id integer;
  UPDATE blocks SET person_id = user_id, blocked_person_id = blocked_id;
  ALTER TABLE blocks ALTER person_id SET NOT NULL, ALTER blocked_person_id SET NOT NULL;
  CREATE INDEX blocks_by_person ON blocks (blocked_person_id, person_id);
  CREATE FUNCTION fill_block() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.person_id := coalesce(NEW.person_id, NEW.user_id);
        NEW.blocked_person_id := coalesce(NEW.blocked_person_id, NEW.blocked_id);
        RETURN NEW;
      END $$;
  CREATE TRIGGER fill_block BEFORE INSERT ON blocks FOR EACH ROW
  WHEN (NEW.person_id IS NULL OR NEW.blocked_person_id IS NULL) EXECUTE FUNCTION fill_block();
`;

/**
 * The export of a user's messages reads them by their author. The directory of public rooms is read by members, and
 * searched by words: a send changes no column of these indexes, so its update of the room stays in the page (HOT).
 */
const INDEXES = `
  CREATE INDEX messages_by_user ON messages (user_id, id);
  CREATE INDEX rooms_directory ON rooms ((-member_count), created_at, id) WHERE kind = 'public' AND deleted_at IS NULL;
  CREATE INDEX rooms_by_word ON rooms USING gin (to_tsvector('simple', name || ' ' || coalesce(description, '')))
    WHERE kind = 'public' AND deleted_at IS NULL;
  DROP INDEX rooms_listed;
`;
