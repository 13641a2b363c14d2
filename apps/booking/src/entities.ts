import { Busy } from './busy/busy.entity.js';
import { Cabinet } from './cabinets/cabinet.entity.js';
import { CabinetMembership } from './cabinets/membership.entity.js';
import { Patient } from './patients/patient.entity.js';
import { Practitioner } from './practitioners/practitioner.entity.js';

/** One per table of this service; a spec compares them with the migrated schema. */
export const entities = [Busy, Cabinet, CabinetMembership, Patient, Practitioner];
