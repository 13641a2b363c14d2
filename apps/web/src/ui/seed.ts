/** A number from 0 to below `most` that follows from a text: a name has the same colour, and a title the same drawing. */
export const seedOf = (text: string, most: number): number =>
  [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % most, 7);
