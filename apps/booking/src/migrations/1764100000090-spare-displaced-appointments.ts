import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dueReminders } from './1763940000020-send-reminders.js';

/** An appointment whose practitioner is away then has no reminders until the patient has another time, or the absence ends. */
export class SpareDisplacedAppointments1764100000090 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const isPlaced = 'AND NOT EXISTS (SELECT FROM proposals d WHERE d.appointment_id = a.id AND d.time_version = a.time_version)';
    await runner.query(dueReminders(isPlaced));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dueReminders(''));
  }
}
