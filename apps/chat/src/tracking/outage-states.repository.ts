import { Injectable } from '@nestjs/common';
import { Database } from '@veza/database';
import { Batcher } from '@veza/platform';
import { OutageStateEntity } from './outage-state.entity.js';
import { type LiveSocket, readLiveSocket } from './stored-socket.js';

/** A state that is older was not inherited in time. */
const KEPT = '15 minutes';

/** The states of live sockets that Redis could not take, in Postgres. Rows exist during and shortly after an outage only. */
@Injectable()
export class OutageStatesRepository {
  private readonly savings = new Batcher<readonly [id: string, socket: LiveSocket], void>((entries) => this.saveAll(entries), {
    batchSize: 200,
    maxWaitMs: 50,
  });

  constructor(private readonly database: Database) {}

  /** Stores a state, unless a newer one of the same connection is there. */
  save(connectionId: string, socket: LiveSocket): Promise<void> {
    return this.savings.add([connectionId, socket]);
  }

  async find(connectionId: string): Promise<LiveSocket | undefined> {
    const row = await this.database.entities((manager) => manager.findOneBy(OutageStateEntity, { connectionId }));
    return row ? readLiveSocket(row.state) : undefined;
  }

  /** Removes the states of a replica that has stored its sockets in Redis again, and old ones of replicas that died. */
  async removeOf(replica: string): Promise<void> {
    await this.database.query('DELETE FROM outage_states WHERE replica = $1 OR stored_at < now() - $2::interval', [
      replica,
      KEPT,
    ]);
  }

  /** One statement for all sockets of a batch, hence raw SQL. */
  private async saveAll(entries: readonly (readonly [id: string, socket: LiveSocket])[]): Promise<void[]> {
    const newest = [...new Map(entries).entries()]; // a row can be written once in a statement
    await this.database.query(
      `INSERT INTO outage_states AS known (connection_id, replica, version, state)
       SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::jsonb[])
       ON CONFLICT (connection_id) DO UPDATE SET version = excluded.version, state = excluded.state, stored_at = now()
       WHERE known.version < excluded.version`,
      [
        newest.map(([id]) => id),
        newest.map(([, { replica }]) => replica),
        newest.map(([, { version }]) => version),
        newest.map(([, socket]) => JSON.stringify(socket)),
      ],
    );
    return entries.map(() => undefined);
  }
}
