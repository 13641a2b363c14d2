import { Injectable } from '@nestjs/common';
import type { Caller, OwnPatient, PatientAppointment } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const MOST_PATIENTS = 100;

interface OwnRow extends Pick<
  PatientAppointment,
  'id' | 'status' | 'type' | 'duration' | 'practitionerId' | 'practitioner' | 'patient'
> {
  cabinetId: string;
  cabinet: string;
  timezone: string;
  startTime: Date;
  changeWindow: number;
}

const COLUMNS = `id, cabinet_id AS "cabinetId", cabinet, timezone, status, type, start_time AS "startTime", duration,
  practitioner_id AS "practitionerId", practitioner, patient, change_window AS "changeWindow"`;

/** Raw SQL: functions of the schema's owner read for the user of the transaction, in all cabinets. */
@Injectable()
export class OwnAppointmentsRepository {
  constructor(private readonly database: CabinetDatabase) {}

  /** The patients for whom the caller stands, after taking up those of the confirmed address. */
  patients(caller: Caller, email: string | null): Promise<OwnPatient[]> {
    return this.database.transaction(caller, async (tx) => {
      await claim(tx, email);
      return tx.query<OwnPatient>(
        `SELECT id, cabinet_id AS "cabinetId", cabinet, first_name AS "firstName", last_name AS "lastName", relation
         FROM own_patients() ORDER BY last_name, first_name, id LIMIT ${MOST_PATIENTS}`,
      );
    });
  }

  list(caller: Caller, email: string | null, from: Date, most: number): Promise<PatientAppointment[]> {
    return this.database.transaction(caller, async (tx) => {
      await claim(tx, email);
      return (await tx.query<OwnRow>(`SELECT ${COLUMNS} FROM own_appointments($1, $2, NULL)`, [from, most])).map(appointmentOf);
    });
  }

  find(caller: Caller, id: string): Promise<PatientAppointment | undefined> {
    return this.database.transaction(caller, (tx) => this.read(tx, id));
  }

  /** That of the user of the transaction. */
  async read(tx: Transaction, id: string): Promise<PatientAppointment | undefined> {
    const [row] = await tx.query<OwnRow>(`SELECT ${COLUMNS} FROM own_appointments(NULL, 1, $1)`, [id]);
    return row && appointmentOf(row);
  }
}

async function claim(tx: Transaction, email: string | null): Promise<void> {
  if (email !== null) await tx.query('SELECT claim_patients($1)', [email]);
}

function appointmentOf({ cabinetId, cabinet, timezone, startTime, changeWindow, ...row }: OwnRow): PatientAppointment {
  return {
    ...row,
    startTime: startTime.toISOString(),
    endTime: new Date(startTime.getTime() + row.duration * MINUTE_MS).toISOString(),
    cabinet: { id: cabinetId, name: cabinet, timezone },
    changeableUntil: new Date(startTime.getTime() - changeWindow * HOUR_MS).toISOString(),
  };
}
