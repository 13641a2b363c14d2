import { skeletonOf } from '@veza/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const BATCH = 1_000;

/**
 * User names that look alike have one skeleton, which is unique. Of earlier names that look alike the oldest account has
 * it. The others keep their names, without a skeleton.
 */
export class CompareLookAlikes1763840000142 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE users ADD COLUMN username_skeleton text');
    const seen = new Set<string>();
    for (let last = 0; ;) {
      const users: { id: number; username: string }[] = await runner.query(
        'SELECT id, username FROM users WHERE id > $1 AND username IS NOT NULL ORDER BY id LIMIT $2',
        [last, BATCH],
      );
      const first = users.map(({ id, username }) => ({ id, skeleton: skeletonOf(username) })).filter(isFirst(seen));
      await runner.query(
        'UPDATE users SET username_skeleton = named.skeleton FROM unnest($1::int[], $2::text[]) AS named (id, skeleton) WHERE users.id = named.id',
        [first.map(({ id }) => id), first.map(({ skeleton }) => skeleton)],
      );
      last = users.at(-1)?.id ?? last;
      if (users.length < BATCH) break;
    }
    await runner.query('CREATE UNIQUE INDEX users_username_skeleton_key ON users (username_skeleton)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE users DROP COLUMN username_skeleton');
  }
}

const isFirst =
  (seen: Set<string>) =>
  ({ skeleton }: { skeleton: string }): boolean =>
    !seen.has(skeleton) && seen.add(skeleton).has(skeleton);
