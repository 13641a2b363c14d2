import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../stack/workspace/paths.mjs';

const FOLDER = join(ROOT, 'docs/decisions');

const HEAD = `# Decisions

One page for each larger choice: context, decision, price, and the files concerned. A new decision takes the next free
number. When a choice changes, its page keeps the reason and names its successor in the status line.
[The send path](../send-path.md) has the decisions about the cost of a send; [the earlier ones](earlier.md) have no page
of their own any more.

This list is sorted by the first file that a page names. \`npm run generate\` makes it, \`npm test\` compares it.
`;

/** The folder of a service, a library or tools; the rest belongs to the repository as a whole. @param {string} files */
const groupOf = (files) => /^`((?:apps|libs)\/[^/`]+|k8s|tools)/.exec(files)?.[1] ?? 'the repository';

/** The text of `docs/decisions/README.md`, from the title, the status and the files of each page. */
export function decisionsIndex() {
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  const pages = readdirSync(FOLDER).filter((name) => /^\d{4}-/.test(name));
  for (const name of pages.sort()) {
    const text = readFileSync(join(FOLDER, name), 'utf8');
    const [, title = ''] = /^# \d{4}\. (.+)$/m.exec(text) ?? [];
    const [, status = ''] = /^Status: (\w+(?:,? [\w ]+\[[^\]]+\]\([^)]+\))?)/m.exec(text) ?? [];
    const [, files = ''] = /\nFiles: ([^]+)$/.exec(text) ?? [];
    const row = `| ${name.slice(0, 4)} | [${title}](${name}) | ${status} | ${files.trim().replaceAll('\n', ' ')} |`;
    const group = groupOf(files);
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  const sections = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  const tables = sections.map(
    ([group, rows]) => `## ${group}\n\n| | decision | status | files |\n|---|---|---|---|\n${rows.join('\n')}\n`,
  );
  return [HEAD, ...tables].join('\n');
}
