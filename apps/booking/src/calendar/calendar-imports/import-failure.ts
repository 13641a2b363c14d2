import type { CalendarImportFailure } from '@veza/contracts';

/** A calendar could not be read, for a reason that its owner sees. The cause is not logged: it may contain the address. */
export class ImportFailure extends Error {
  constructor(
    readonly code: CalendarImportFailure,
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}
