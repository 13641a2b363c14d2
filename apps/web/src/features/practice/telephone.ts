/** The link that calls a number. */
export const telephoneOf = (phone: string): string => `tel:${phone.replaceAll(/[^+\d]/g, '')}`;
