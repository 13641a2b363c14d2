const LONGEST_LINE = 74;

/** Adds a description to the only event of an iCalendar file (RFC 5545), before its other properties and its alarm. */
export function withDescription(calendar: string, lines: readonly string[]): string {
  if (lines.length === 0) return calendar;
  const begin = 'BEGIN:VEVENT\r\n';
  const property = folded(`DESCRIPTION:${lines.map(escaped).join('\\n')}`);
  return calendar.replace(begin, () => `${begin}${property}\r\n`);
}

const escaped = (text: string): string => text.replace(/[\\;,]/g, (character) => `\\${character}`).replace(/[\r\n]+/g, ' ');

/** A line has at most 75 octets; the next ones begin with a space. */
function folded(line: string): string {
  let octets = 0;
  let text = '';
  for (const character of line) {
    const length = Buffer.byteLength(character);
    if (octets + length > LONGEST_LINE) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += length;
  }
  return text;
}
