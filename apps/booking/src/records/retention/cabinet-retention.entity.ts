import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How long a cabinet keeps each kind of data. A cabinet without a row has the defaults of the function `retention_of`. */
@Entity('retention_policies')
export class CabinetRetention {
  @PrimaryColumn('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('integer', { name: 'records_years' })
  recordsYears: number;

  @Column('integer', { name: 'patients_months' })
  patientsMonths: number;

  @Column('integer', { name: 'audit_months' })
  auditMonths: number;

  @Column('integer', { name: 'visits_days' })
  visitsDays: number;

  @Column('integer', { name: 'mails_days' })
  mailsDays: number;
}
