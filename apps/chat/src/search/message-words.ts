/**
 * The SQL expression of the search vector of a message `m`: its words without accents, and marks for its author and for
 * what it contains. The text parser makes no lexeme with an equals sign, so no word of a message equals a mark.
 */
export const MESSAGE_WORDS = `to_tsvector('simple', unaccent(m.content)) || array_to_tsvector(array_remove(ARRAY[
  '=from:' || m.user_id,
  CASE WHEN m.content ~* 'https?://' THEN '=has:link' END,
  CASE WHEN m.media <> '[]'::jsonb THEN '=has:file' END,
  CASE WHEN m.type = 'image' THEN '=has:image' END,
  CASE WHEN m.type IN ('audio', 'voice') THEN '=has:audio' END], NULL))`;

/** The tsquery of marks, as text: every mark must match. Empty when there is none. */
export function marksQuery(from: number | undefined, has: readonly string[]): string {
  const marks = [...(from === undefined ? [] : [`from:${from}`]), ...has.map((each) => `has:${each}`)];
  return marks.map((each) => `'=${each}'`).join(' & ');
}
