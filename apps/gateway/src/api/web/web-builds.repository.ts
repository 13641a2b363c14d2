import { Injectable } from '@nestjs/common';
import { Database } from '@veza/database';
import type { Files } from './web-files.js';

/** The present build, and the two before it: pages of older ones have been open over three releases. */
const KEPT = 3;

/** Builds of the web client with their assets, so that every replica sends those of the others and of earlier builds. */
@Injectable()
export class WebBuildsRepository {
  constructor(private readonly database: Database) {}

  /** Stores a build that is new, and deletes the oldest ones. SQL: the clock of Postgres, and one statement for all files. */
  async store(id: string, assets: Files): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [build] = await tx.query<{ isNew: boolean }>(
        `INSERT INTO web_builds (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET started_at = now()
         RETURNING xmax = 0 AS "isNew"`,
        [id],
      );
      if (build?.isNew)
        await tx.query('INSERT INTO web_assets (build_id, path, bytes) SELECT $1, * FROM unnest($2::text[], $3::bytea[])', [
          id,
          [...assets.keys()],
          [...assets.values()].map(({ bytes }) => bytes),
        ]);
      await tx.query(`DELETE FROM web_builds WHERE id NOT IN (SELECT id FROM web_builds ORDER BY started_at DESC LIMIT ${KEPT})`);
    });
  }

  /** The first of these paths that a build has. SQL: the order of the paths decides. */
  async find(paths: readonly string[]): Promise<{ path: string; bytes: Buffer } | undefined> {
    const [asset] = await this.database.query<{ path: string; bytes: Buffer }>(
      'SELECT path, bytes FROM web_assets WHERE path = ANY($1) ORDER BY array_position($1::text[], path) LIMIT 1',
      [paths],
    );
    return asset;
  }
}
