import { buffer } from 'node:stream/consumers';
import type { patientFiles, RpcReply } from '@veza/contracts';
import { ZipFile } from 'yazl';
import { escaped } from '../edge/html.js';

export type PatientFile = Omit<RpcReply<typeof patientFiles.export>, 'next'>;

/** A ZIP of all data of a patient: JSON for programs and one page for people. Stored, not deflated: it is small. */
export async function patientArchive(file: PatientFile): Promise<Buffer> {
  const zip = new ZipFile();
  const { patient, appointments, waiting, audit } = file;
  const files = {
    'patient.json': patient,
    'appointments.json': appointments,
    'waiting-list.json': waiting,
    'audit.json': audit,
  };
  for (const [name, content] of Object.entries(files))
    zip.addBuffer(Buffer.from(JSON.stringify(content, null, 2)), name, { compress: false });
  zip.addBuffer(Buffer.from(page(file)), 'patient.html', { compress: false });
  zip.end();
  return buffer(zip.outputStream);
}

const page = ({ patient, appointments, waiting, audit }: PatientFile): string => `<!doctype html>
<html><head><meta charset="utf-8"><title>Données du patient / Patient data</title></head><body>
<h1>Données du patient / Patient data</h1>
${table([patient])}
<h2>Rendez-vous / Appointments (${appointments.length})</h2>
${table(appointments)}
<h2>Liste d'attente / Waiting list (${waiting.length})</h2>
${table(waiting)}
<h2>Accès / Accesses (${audit.length})</h2>
${table(audit)}
</body></html>
`;

function table(rows: readonly object[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = (tag: string, texts: readonly string[]) => texts.map((text) => `<${tag}>${escaped(text)}</${tag}>`).join('');
  const lines = rows.map((row) => {
    const values = new Map<string, unknown>(Object.entries(row));
    return `<tr>${cells(
      'td',
      columns.map((column) => shown(values.get(column))),
    )}</tr>`;
  });
  return `<table border="1"><tr>${cells('th', columns)}</tr>\n${lines.join('\n')}</table>`;
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
