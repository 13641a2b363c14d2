/** SQL: the hold keeps the data of its patient now. @param hold alias of a row of `legal_holds` */
export const inForce = (hold: string): string => `${notLifted(hold)} AND (${hold}.until IS NULL OR ${hold}.until > now())`;

/** SQL: no member has lifted the hold. It may have ended by its date, and a patient has one open hold at most. */
export const notLifted = (hold: string): string => `${hold}.lifted_at IS NULL`;
