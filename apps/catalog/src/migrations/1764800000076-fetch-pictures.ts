import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Pictures that imports name by their addresses: what waits to be fetched, and what each address has become (decision 306). */
export class FetchPictures1764800000076 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE imported_pictures (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        product_id integer NOT NULL REFERENCES products ON DELETE CASCADE,
        address text NOT NULL,
        owner_id integer NOT NULL,
        import_id integer NOT NULL,
        "row" integer NOT NULL,
        place integer NOT NULL,
        picture_id uuid,
        tries integer NOT NULL DEFAULT 0,
        due_at timestamptz(3) DEFAULT now(),
        UNIQUE (product_id, address)
      );
      CREATE INDEX imported_pictures_due ON imported_pictures (due_at, id) WHERE due_at IS NOT NULL;
      CREATE INDEX imported_pictures_owner ON imported_pictures (owner_id, id)`);
  }
}
