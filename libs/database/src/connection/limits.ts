/** Time limit of a statement of a service: less than the deadline of a request. */
export const STATEMENT_MS = 8_000;
/** Time limit between two statements of a transaction. */
export const IDLE_IN_TRANSACTION_MS = 10_000;
