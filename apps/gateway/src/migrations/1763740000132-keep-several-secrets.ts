import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Several links and codes of one account are valid at once, so that a request by a stranger ends none of them. The table of
 * before has one row per account and purpose, which gateways of the version before need: what they write and delete there
 * is copied, until a later version drops that table.
 */
export class KeepSeveralSecrets1763740000132 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE mailed_tokens (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_id integer NOT NULL REFERENCES users,
        purpose text NOT NULL CHECK (purpose IN ('verify', 'reset', 'otp')),
        network text NOT NULL DEFAULT '',
        digest bytea NOT NULL UNIQUE,
        email text NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX mailed_tokens_of_user ON mailed_tokens (user_id, purpose);
      CREATE INDEX mailed_tokens_by_end ON mailed_tokens (expires_at);
      ALTER TABLE mail_requests ADD COLUMN network text NOT NULL DEFAULT '';

      CREATE FUNCTION copy_mailed_secret() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
      BEGIN
        IF TG_OP <> 'INSERT' THEN
          DELETE FROM mailed_tokens WHERE digest = OLD.digest AND (TG_OP = 'DELETE' OR OLD.digest <> NEW.digest);
        END IF;
        IF TG_OP <> 'DELETE' THEN
          INSERT INTO mailed_tokens (user_id, purpose, digest, email, expires_at)
          VALUES (NEW.user_id, NEW.purpose, NEW.digest, NEW.email, NEW.expires_at) ON CONFLICT DO NOTHING;
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER copy AFTER INSERT OR UPDATE OR DELETE ON mailed_secrets
        FOR EACH ROW EXECUTE FUNCTION copy_mailed_secret();
      INSERT INTO mailed_tokens (user_id, purpose, digest, email, expires_at)
        SELECT user_id, purpose, digest, email, expires_at FROM mailed_secrets WHERE expires_at > now();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER copy ON mailed_secrets;
      DROP FUNCTION copy_mailed_secret;
      DROP TABLE mailed_tokens;
      ALTER TABLE mail_requests DROP COLUMN network;
    `);
  }
}
