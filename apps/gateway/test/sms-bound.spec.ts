import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { SmsMessagesRepository } from '../src/outbound/sms/sms-messages.repository.js';
import { sharedGateways } from './gateway-under-test.js';

test('concurrent texts of a cabinet together stay within the number of a day, and an erasure ends what waits', async () => {
  const gateways = await sharedGateways();
  try {
    const { sql } = gateways;
    const repository: Pick<SmsMessagesRepository, 'insertInEvent' | 'endOf'> = SmsMessagesRepository.prototype;
    const [cabinetId, patientId] = [randomUUID(), randomUUID()];
    const inEvent = async (work: (tx: Parameters<SmsMessagesRepository['endOf']>[0]) => Promise<unknown>) => {
      const client = await sql.connect();
      try {
        await client.query('BEGIN');
        const done = await work({ query: async (text, values) => (await client.query(text, values as unknown[])).rows });
        await client.query('COMMIT');
        return done;
      } finally {
        client.release();
      }
    };
    const sms = { to: '+33612345678', text: 'Rappel', cabinetId, patientId, until: new Date(Date.now() + 3_600_000) };
    const write = (of = cabinetId) => inEvent((tx) => repository.insertInEvent(tx, { ...sms, cabinetId: of }, 3));
    const written = await Promise.all(Array.from({ length: 6 }, () => write()));
    expect(written.filter(Boolean)).toHaveLength(3);
    expect(await write(randomUUID())).toBe(true);
    await sql.query(`UPDATE sms_messages SET created_at = now() - interval '25 hours' WHERE cabinet_id = $1`, [cabinetId]);
    expect(await write()).toBe(true);
    await inEvent((tx) => repository.endOf(tx, patientId));
    expect((await sql.query('SELECT FROM sms_messages WHERE patient_id = $1', [patientId])).rowCount).toBe(0);
  } finally {
    await gateways.stop();
  }
});
