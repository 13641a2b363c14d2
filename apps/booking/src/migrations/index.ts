import { CreateBooking1763700000003 } from './1763700000003-create-booking.js';
import { ExtendBooking1764600000111 } from './1764600000111-extend-booking.js';
import { CreateTreatments1764800000071 } from './1764800000071-create-treatments.js';
import { CreateFacilities1764800000072 } from './1764800000072-create-facilities.js';
import { AddPatientSms1764800000073 } from './1764800000073-add-patient-sms.js';
import { ExtendDesk1764800000070 } from './1764800000070-extend-desk.js';
import { WaitingTreatments1764800000079 } from './1764800000079-waiting-treatments.js';

export const migrations = [
  CreateBooking1763700000003,
  ExtendBooking1764600000111,
  ExtendDesk1764800000070,
  CreateTreatments1764800000071,
  CreateFacilities1764800000072,
  AddPatientSms1764800000073,
  WaitingTreatments1764800000079,
];

/**
 * btree_gist: an equality in an exclusion constraint, and in the index of a search. pg_trgm: parts of words, and typos.
 * unaccent: searches ignore accents.
 */
export const extensions = ['btree_gist', 'pg_trgm', 'unaccent'];
