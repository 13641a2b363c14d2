/** A test by its file and the title that is written there. */
export interface NamedTest {
  readonly file: string;
  readonly title: string;
}

/** A line of a table of docs/asvs.md. */
export interface Row {
  readonly number: string;
  readonly level: string;
  readonly about: string;
  readonly state: string;
  /** Without its tests. */
  readonly reason: string;
  readonly tests: readonly NamedTest[];
}

const ROW = /^\| (\d+\.\d+\.\d+) \| (.*?) \| (.*?) \| (.*?) \| (.*?) ?\|$/gm;
const TEST = /^`([^`]+)` › "([^"]+)"$/;

export function rowsOf(page: string): Row[] {
  return [...page.matchAll(ROW)].map(([, number = '', level = '', about = '', state = '', proof = '']) => {
    const parts = proof.split('<br>').map((part) => ({ part, named: TEST.exec(part) }));
    const tests = parts.flatMap(({ named }) => (named ? [{ file: named[1] ?? '', title: named[2] ?? '' }] : []));
    const reason = parts.flatMap(({ part, named }) => (named ? [] : [part])).join(' ');
    return { number, level, about, state, reason, tests };
  });
}

/** Functions whose first argument is the title of a test: those of jest, the steps of journeys, and own ones of single files. */
const DEFINED = /(?:\b(?:test|it|step|inNamespaces|rejected|each)|\))\(\s*(['"`])((?:\\.|(?!\1).)+)\1\s*,/g;
/** The rules of tools/k8s are tests that have their name as title. */
const RULE = /\bname: (['"])((?:\\.|(?!\1).)+)\1,/g;

/** The titles in a file, with the placeholders of tables of cases. */
export function titlesOf(source: string): ReadonlySet<string> {
  const found = [...source.matchAll(DEFINED), ...source.matchAll(RULE)];
  return new Set(found.map(([, , title = '']) => title.replaceAll("\\'", "'")));
}

/** Whether jest runs the file, or a file that it runs imports it: journeys and rules. */
export const holdsTests = (file: string): boolean =>
  /\.(spec|drill)\.ts$|^apps\/e2e\/test\/journeys\/|^tools\/k8s\/test\/rules\//.test(file);
