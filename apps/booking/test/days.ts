const FIRST = 10;

let used = FIRST;

/** A new database has no appointments: its days are free from the first one. */
export const freeDays = () => {
  used = FIRST;
};

/** A day, ten days from now or later, that no other test of this database uses. */
export const nextDay = () => new Date(Date.now() + ++used * 86_400_000).toISOString().slice(0, 10);
