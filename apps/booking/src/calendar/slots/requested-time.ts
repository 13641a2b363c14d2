import type { AppointmentType, Urgency } from '@veza/contracts';
import type { Refusal } from '../../practice/time/time-rule.js';

/** A requested time; `duration` is minutes, `practitionerId` may be ANY_PRACTITIONER. */
export interface RequestedTime {
  practitionerId: string;
  startTime: string;
  /** That of the type, if left out. */
  duration?: number;
  type?: AppointmentType;
  treatmentId?: string | null;
  urgency?: Urgency;
  /** Of an appointment that exists: its practitioner may have ceased to offer the treatment. */
  keepsTreatment?: boolean;
  /** A move that keeps the length of the appointment, whatever that of the type is. */
  keepsLength?: boolean;
}

const MESSAGES: Partial<Record<Refusal | 'no facility', string>> = {
  'no facility': 'No room or device that the appointment needs is free then',
  notice: 'This time is too soon to be booked',
  closed: 'The practitioner does not work then',
  'off the grid': 'This is no start time of appointments of this length',
};

/** Another transaction was first. The same work, begun anew, finds out by which. */
export class TakenMeanwhile extends Error {}

/** The requested time cannot be taken, for a reason that other times may not have. */
export class NotFree extends Error {
  readonly sentence: string | undefined;

  constructor(refusal: Refusal | 'no facility') {
    super(refusal);
    this.sentence = MESSAGES[refusal];
  }
}
