import { FILE_SECTIONS, type FilePage, type FilePosition, type FileSection } from '@veza/contracts';
import { escaped, jsonArray, type ZipEntry } from '../../edge/index.js';

export type ReadFile = (at: FilePosition) => Promise<FilePage>;

/** The heading of each section on the page for people. */
const TITLES: Record<FileSection, string> = {
  patient: 'Patient / Patient',
  merges: 'Doublons fusionnés / Merged duplicates',
  appointments: 'Rendez-vous / Appointments',
  appointment_changes: 'Modifications des rendez-vous / Changes of appointments',
  proposals: 'Rendez-vous à déplacer / Appointments that need another time',
  waiting_list: 'Liste d’attente / Waiting list',
  contacts: 'Personnes de contact / Contacts',
  visits: 'Visites de la page publique / Visits of the public page',
  mails: 'Courriels / Mails',
  reminders: 'Rappels envoyés / Reminders sent',
  reminder_refusals: 'Refus de rappels / Reminders refused',
  legal_holds: 'Conservation légale / Legal holds',
  erasure_requests: 'Demandes d’effacement / Requested erasures',
  audit: 'Accès / Accesses',
};

/**
 * The files of a ZIP with all data of a patient: JSON for programs, and one page for people. The page is last and reads
 * everything again, because a ZIP is written one file after the other and no copy is kept.
 */
export function patientEntries(first: FilePage, read: ReadFile): ZipEntry[] {
  const files = FILE_SECTIONS.map((section) => ({
    name: `${section}.json`,
    content: () => jsonArray(rowsOf(section, read, section === FILE_SECTIONS[0] ? first : undefined)),
  }));
  return [...files, { name: 'patient.html', content: () => page(read) }];
}

async function* rowsOf(section: FileSection, read: ReadFile, first?: FilePage): AsyncGenerator<FilePage['rows']> {
  for (let at: FilePosition | null = { section, after: null }; at?.section === section;) {
    const { rows, next }: FilePage = at.after === null && first ? first : await read(at);
    yield rows;
    at = next;
  }
}

const HEAD = `<!doctype html>
<html><head><meta charset="utf-8"><title>Données du patient / Patient data</title></head><body>
<h1>Données du patient / Patient data</h1>
`;

async function* page(read: ReadFile): AsyncGenerator<Buffer> {
  yield Buffer.from(HEAD);
  for (const section of FILE_SECTIONS) {
    yield Buffer.from(`<h2>${TITLES[section]}</h2>\n`);
    yield* table(rowsOf(section, read));
  }
  yield Buffer.from('</body></html>\n');
}

/** All rows of a section have the same columns. */
async function* table(pages: AsyncIterable<FilePage['rows']>): AsyncGenerator<Buffer> {
  let columns: string[] | undefined;
  let count = 0;
  for await (const rows of pages) {
    const [example] = rows;
    if (!example) continue;
    if (!columns) yield Buffer.from(`<table border="1">${line('th', (columns = Object.keys(example)))}`);
    const names = columns;
    yield Buffer.from(
      rows
        .map((row) =>
          line(
            'td',
            names.map((name) => shown(row[name])),
          ),
        )
        .join(''),
    );
    count += rows.length;
  }
  yield Buffer.from(`${columns ? '</table>\n' : ''}<p>${count}</p>\n`);
}

const line = (tag: string, texts: readonly string[]) =>
  `<tr>${texts.map((text) => `<${tag}>${escaped(text)}</${tag}>`).join('')}</tr>\n`;

function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
