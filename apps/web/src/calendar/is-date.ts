/** A date of an address, which anyone may have typed. In a file of its own: the first view needs it, and no other date. */
export const isDate = (text: unknown): text is string =>
  typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T12:00:00Z`));
