/** The only row of a statement that always returns one, such as INSERT … RETURNING. */
export function oneRow<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new Error('A statement that always returns a row returned none');
  return row;
}
