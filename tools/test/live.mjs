/**
 * What a process of jest sends while it runs, as lines of its standard output that begin with MARK: each test as it ends, and
 * the cost of each spec of a group (`measured-environment.mjs`). So a run prints a failure at once.
 *
 * @typedef {{ kind: 'test', spec: string, test: string, failure?: string }} TestEnded spec: the outermost `describe`, which in
 *   a group is the path of the spec
 * @typedef {{ kind: 'spec', spec: string, cost: import('./measure.mjs').Cost }} SpecEnded
 * @typedef {TestEnded | SpecEnded} Event
 */
const MARK = '\u001e';

/** @param {Event} event */
export function send(event) {
  process.stdout.write(`${MARK}${JSON.stringify(event)}\n`);
}

/** Takes what a process prints, in pieces. @param {(event: Event) => void} onEvent @returns {(piece: string) => void} */
export function events(onEvent) {
  let rest = '';
  return (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith(MARK)) onEvent(JSON.parse(line.slice(1)));
  };
}

/** Without the lines of events. @param {string} output */
export const withoutEvents = (output) =>
  output
    .split('\n')
    .filter((line) => !line.startsWith(MARK))
    .join('\n');
