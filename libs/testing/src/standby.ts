import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type RunningServer, startPostgres } from '@veza/servers';

/**
 * A streaming replica of a Postgres on this machine, which accepts changes after `SELECT pg_promote()`. Its files are
 * copied, because pg_basebackup is not a part of every installation.
 */
export async function startStandby(primary: RunningServer): Promise<RunningServer & { remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'veza-standby-'));
  await copyRunning(primary, folder);
  await writeFile(join(folder, 'standby.signal'), '');
  const { username, password, hostname, port } = new URL(primary.url);
  const conninfo = `host=${hostname} port=${port} user=${username} password=${password} application_name=standby`;
  const server = await startPostgres({ folder, password, settings: { primary_conninfo: conninfo } });
  const remove = async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  };
  return Object.assign(server, { remove });
}

/** Raw SQL: functions of the server. */
async function copyRunning(primary: RunningServer, folder: string): Promise<void> {
  const client = new pg.Client({ connectionString: primary.url });
  await client.connect();
  try {
    await client.query("SELECT pg_backup_start('standby', true)");
    const left = ['postmaster.pid', 'postmaster.opts', 'pg_wal/', 'pg_replslot/', 'pg_stat_tmp/'];
    const isCopied = (source: string) => !left.some((each) => source.startsWith(join(primary.folder, each)));
    await cp(primary.folder, folder, { recursive: true, filter: isCopied });
    const { rows } = await client.query<{ label: string }>('SELECT labelfile AS label FROM pg_backup_stop(false)');
    await writeFile(join(folder, 'backup_label'), rows[0]?.label ?? '');
  } finally {
    await client.end();
  }
}
