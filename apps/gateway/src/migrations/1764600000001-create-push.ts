import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePush1764600000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE push_subscriptions (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id integer NOT NULL REFERENCES users,
        session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
        endpoint text NOT NULL UNIQUE,
        public_key text NOT NULL,
        p256dh text NOT NULL,
        auth text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX push_subscriptions_user_idx ON push_subscriptions (user_id, created_at);
      CREATE INDEX push_subscriptions_session_idx ON push_subscriptions (session_id);
      CREATE TABLE push_preferences (
        user_id integer PRIMARY KEY REFERENCES users,
        mentions boolean NOT NULL,
        direct_messages boolean NOT NULL,
        bookings boolean NOT NULL
      );
      CREATE TABLE push_messages (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        subscription_id uuid NOT NULL REFERENCES push_subscriptions ON DELETE CASCADE,
        data jsonb NOT NULL,
        tries integer NOT NULL DEFAULT 0,
        next_try_at timestamptz NOT NULL DEFAULT now(),
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX push_messages_due_idx ON push_messages (next_try_at);
      CREATE INDEX push_messages_subscription_idx ON push_messages (subscription_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE push_messages, push_preferences, push_subscriptions');
  }
}
