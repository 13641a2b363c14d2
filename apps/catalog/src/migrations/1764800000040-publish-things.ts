import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Products and public resources are in the feed of community: here those that exist, 100 of an owner in one (decision 257). */
export class PublishThings1764800000040 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(published('catalog.products.published', 'SELECT id, owner_id, created_at FROM products'));
    await runner.query(
      published('catalog.resources.published', 'SELECT id, uploader_id AS owner_id, created_at FROM resources WHERE is_public'),
    );
  }
}

const published = (event: string, known: string) => `
  INSERT INTO events (name, payload)
  SELECT '${event}', jsonb_build_object('personId', owner_id, 'things', jsonb_agg(jsonb_build_object(
    'id', id, 'at', to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY id))
  FROM (SELECT known.*, row_number() OVER (PARTITION BY owner_id ORDER BY id) / 100 AS part FROM (${known}) AS known) AS parted
  GROUP BY owner_id, part ORDER BY min(id)`;
