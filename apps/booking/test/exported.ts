import {
  type Caller,
  FILE_SECTIONS,
  type FilePage,
  type FilePosition,
  type FileSection,
  patientFiles,
  type RpcReply,
  type RpcRequest,
} from '@veza/contracts';

type Export = typeof patientFiles.export;
type Call = (contract: Export, caller: Caller, input: RpcRequest<Export>) => Promise<RpcReply<Export>>;

export interface Exported {
  rows: Record<FileSection, FilePage['rows']>;
  /** How many pages each section had. */
  pages: Record<FileSection, number>;
}

/** The whole file of a patient, page by page, as the gateway reads it. */
export async function exportOf(call: Call, caller: Caller, id: string): Promise<Exported> {
  const each = <Value>(value: () => Value) =>
    Object.fromEntries(FILE_SECTIONS.map((section) => [section, value()])) as Record<FileSection, Value>;
  const exported: Exported = { rows: each(() => []), pages: each(() => 0) };
  let at: FilePosition | null = { section: 'patient', after: null };
  for (let page = await call(patientFiles.export, caller, { id }); ; page = await call(patientFiles.export, caller, { id, at })) {
    exported.rows[at.section].push(...page.rows);
    exported.pages[at.section] += 1;
    at = page.next;
    if (at === null) return exported;
  }
}
