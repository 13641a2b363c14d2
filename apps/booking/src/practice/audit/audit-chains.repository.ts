/** A connection of the owner of the tables, who sees all cabinets. */
interface OwnerConnection {
  query<Row extends object>(sql: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

const HEAD = /^([0-9a-f-]{36}) (\d+) ([0-9a-f]{64})$/;

/**
 * The heads of all chains, one a line, and what is wrong: within a chain, or with a head that was printed earlier. Raw SQL:
 * it runs as the owner of the tables, outside of the service.
 */
export async function chainProblems(owner: OwnerConnection, earlier = ''): Promise<{ heads: string[]; problems: string[] }> {
  await owner.query('DO $$ BEGIN WHILE booking.chain_audit_intake(1000) > 0 LOOP END LOOP; END $$');
  const broken = await owner.query<{ problem: string }>(
    `SELECT cabinet || ' line ' || at_seq || ': ' || problem AS problem FROM booking.broken_patient_audits() ORDER BY 1`,
  );
  const { rows } = await owner.query<{ head: string }>(
    `SELECT cabinet_id || ' ' || seq || ' ' || encode(hash, 'hex') AS head FROM booking.patient_audit_heads ORDER BY 1`,
  );
  const problems = broken.rows.map(({ problem }) => problem);
  for (const line of earlier.split('\n').filter(Boolean)) {
    const [, cabinet, seq, hash] = HEAD.exec(line) ?? [];
    const found = await owner.query(
      `SELECT FROM booking.patient_audit WHERE cabinet_id = $1 AND seq = $2 AND encode(hash, 'hex') = $3
       UNION ALL SELECT FROM booking.patient_audit_origins
         WHERE cabinet_id = $1 AND (seq > $2 OR seq = $2 AND encode(hash, 'hex') = $3)`,
      [cabinet, seq, hash],
    );
    if (found.rows.length === 0) problems.push(`${line}: this earlier head is not in the chain`);
  }
  return { heads: rows.map(({ head }) => head), problems };
}
