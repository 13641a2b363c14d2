/**
 * The tables of the event wire, for a migration of every service that publishes or consumes events.
 *
 * - `events`, the outbox: rows in the order of insertion; `position` is their dense order of publication, assigned by
 *   the relay after their commit;
 * - `event_relay`, one row: the replica that publishes, the last assigned position, and the id of this log, which
 *   distinguishes a recreated database from the one that consumers have read;
 * - `event_positions`: for each source that this service consumes, the last event whose effects are stored here.
 */
export const EVENT_TABLES_SQL = `
CREATE TABLE events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  position bigint UNIQUE,
  name text NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  published_at timestamptz
);
CREATE INDEX events_unpublished ON events (position, id) WHERE published_at IS NULL;
CREATE TABLE event_relay (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  log uuid NOT NULL DEFAULT gen_random_uuid(),
  position bigint NOT NULL DEFAULT 0,
  holder text NOT NULL,
  held_until timestamptz NOT NULL
);
CREATE TABLE event_positions (
  source text PRIMARY KEY,
  log uuid NOT NULL,
  position bigint NOT NULL
);
`;
