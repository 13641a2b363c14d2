import { Injectable } from '@nestjs/common';
import { Database } from '@veza/database';
import { StoredKey } from './signing-key.entity.js';

/** No rotation reaches this bound. */
const MOST_KEYS = 50;

/** Raw SQL where the clock of Postgres decides: gateways with other clocks share the keys. */
@Injectable()
export class SigningKeysRepository {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  list(): Promise<StoredKey[]> {
    return this.database.entities((manager) => manager.find(StoredKey, { order: { signsFrom: 'DESC' }, take: MOST_KEYS }));
  }

  /**
   * Adds a key after `newest`, unless another gateway has added one meanwhile. Keys go when a later one has signed for
   * longer than any token of theirs lives.
   */
  async add(
    key: Pick<StoredKey, 'kid' | 'publicKey' | 'privateKey'>,
    { newest, leadMs, tokenLifeMs }: { newest: string | undefined; leadMs: number; tokenLifeMs: number },
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('identity.signing_keys'))`);
      const [latest] = await tx.find(StoredKey, { select: { kid: true }, order: { signsFrom: 'DESC' }, take: 1 });
      if (latest?.kid !== newest) return;
      await tx.query(
        'INSERT INTO signing_keys (kid, public_key, private_key, signs_from) VALUES ($1, $2, $3, now() + make_interval(secs => $4))',
        [key.kid, key.publicKey, key.privateKey, leadMs / 1000],
      );
      await tx.query(
        `DELETE FROM signing_keys old WHERE EXISTS (
           SELECT FROM signing_keys later WHERE later.signs_from > old.signs_from AND later.signs_from < now() - make_interval(secs => $1)
         )`,
        [tokenLifeMs / 1000 + 60],
      );
    });
  }
}
