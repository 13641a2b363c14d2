import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

export type Cell = string | number;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const escaped = (text: string) => text.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
const letter = (index: number) => String.fromCharCode(65 + index);
const reference = (row: number, column: number) =>
  `${column > 25 ? letter(Math.floor(column / 26) - 1) : ''}${letter(column % 26)}${row + 1}`;

/** The parts of a workbook as Excel writes them: texts are shared, empty cells and rows are left out. */
export function partsOf(rows: readonly (readonly Cell[])[]): Record<string, string> {
  const texts = [...new Set(rows.flat().filter((cell) => typeof cell === 'string'))];
  const cells = (row: readonly Cell[], r: number) =>
    row.map((cell, c) =>
      typeof cell === 'number'
        ? `<c r="${reference(r, c)}" s="1"><v>${cell}</v></c>`
        : `<c r="${reference(r, c)}" t="s"><v>${texts.indexOf(cell)}</v></c>`,
    );
  const lines = rows.map((row, r) => (row.length === 0 ? '' : `<row r="${r + 1}">${cells(row, r).join('')}</row>`));
  return {
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="A" sheetId="7" r:id="rId3"/><sheet name="B" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId3" Target="worksheets/sheet7.xml"/></Relationships>`,
    'xl/worksheets/sheet7.xml': `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${lines.join('')}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}">${texts.map((text) => `<si><r><t>${escaped(text)}</t></r><rPh><t>spoken</t></rPh></si>`).join('')}</sst>`,
  };
}

export async function zipOf(parts: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, part] of Object.entries(parts)) zip.addBuffer(Buffer.from(part), name);
  zip.end();
  return buffer(zip.outputStream);
}

export const workbookOf = (rows: readonly (readonly Cell[])[]): Promise<Buffer> => zipOf(partsOf(rows));
