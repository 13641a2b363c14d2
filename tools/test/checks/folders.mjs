import { addArrow, cyclesOf, leadsTo } from './cycles.mjs';

/** @typedef {import('./imports.mjs').Import} Import */
/** @typedef {import('./cycles.mjs').Graph} Graph */

const PROJECT = /^((?:apps|libs)\/[^/]+\/src)\//;
const WIRING = /(^index|\.module)\.ts$/;

/**
 * Folders of one project (`apps/*` and `libs/*`, their `src`) form no cycle, at any depth: neighbours are compared with
 * all that is below them, and the files of a folder itself (`folder/*`) with its sub-folders. Files directly in `src`, and
 * the index and the module of a folder, which wire it together, stand for themselves. Specs are not counted.
 *
 * `known` lists arrows from folder to folder that still close a cycle. It only shrinks: one that closes none is an error.
 *
 * @param {Import[]} imports
 * @param {readonly (readonly [from: string, to: string])[]} known
 * @returns {string[]} problems
 */
export function folderCycles(imports, known) {
  const graph = folderGraph(imports);
  const stale = known
    .filter(([from, to]) => !graph.get(from)?.has(to) || !leadsTo(graph, to, from))
    .map(([from, to]) => `${from} → ${to} no longer closes a cycle: remove it from KNOWN_ARROWS in structure-rules.mjs.`);
  for (const [from, to] of known) graph.get(from)?.delete(to);
  return [...stale, ...cyclesOf(graph).map((ring) => describe(graph, ring))];
}

/** @param {Import[]} imports */
function folderGraph(imports) {
  /** @type {Graph} */
  const graph = new Map();
  for (const { from, to } of imports) {
    const project = projectOf(from);
    if (project === undefined || project !== projectOf(to) || from.includes('.spec.')) continue;
    const { source, target } = whereTheyPart(project, from, to);
    if (source !== target) addArrow(graph, source, target, `${from} → ${to}`);
  }
  return graph;
}

/** @param {string} path */
const projectOf = (path) => PROJECT.exec(path)?.[1];

/** The two neighbours to which the files belong, below their deepest common folder. @param {string} project @param {string} from @param {string} to */
function whereTheyPart(project, from, to) {
  const [a, b] = [from.split('/'), to.split('/')];
  const depth = a.findIndex((part, index) => part !== b[index]);
  const parent = a.slice(0, depth).join('/');
  const neighbour = (/** @type {string[]} */ path) => {
    const name = path.slice(0, depth + 1).join('/');
    const isOrdinaryFile = path.length === depth + 1 && !WIRING.test(path.at(-1) ?? '');
    return isOrdinaryFile && parent !== project ? `${parent}/*` : name;
  };
  return { source: neighbour(a), target: neighbour(b) };
}

/** @param {Graph} graph @param {string[]} ring */
function describe(graph, ring) {
  const labels = ring.map((node, index) => graph.get(node)?.get(ring[(index + 1) % ring.length] ?? ''));
  const subject =
    ring.length === 2
      ? `${ring.join(' and ')} import each other`
      : `Folders import each other in a circle: ${[...ring, ring[0]].join(' → ')}`;
  return `${subject}:\n  ${labels.join('\n  ')}`;
}

/**
 * Each folder of an app imports only folders that stand before it in the app's list.
 *
 * @param {Import[]} imports
 * @param {Record<string, string[]>} layers project → its top folders, lowest first
 * @returns {string[]} problems
 */
export function layerProblems(imports, layers) {
  return Object.entries(layers).flatMap(([project, order]) => {
    const folderOf = (/** @type {string} */ path) =>
      path.startsWith(`${project}/`) ? /^([^/]+)\//.exec(path.slice(project.length + 1))?.[1] : undefined;
    const present = new Set(
      imports.flatMap(({ from, to }) => [folderOf(from), folderOf(to)]).filter((name) => name !== undefined),
    );
    const upwards = imports.flatMap(({ from, to }) => {
      const [source, target] = [folderOf(from), folderOf(to)];
      if (source === undefined || target === undefined || from.includes('.spec.')) return [];
      return order.includes(source) && order.indexOf(source) < order.indexOf(target)
        ? [`${source} stands below ${target} in the layers of ${project}, and must not import it: ${from} → ${to}`]
        : [];
    });
    return [
      ...[...present].filter((name) => !order.includes(name)).map((name) => `${project}/${name} has no place in LAYERS.`),
      ...order.filter((name) => !present.has(name)).map((name) => `${project}/${name} stands in LAYERS and does not exist.`),
      ...upwards,
    ];
  });
}

/**
 * Sub-folders of the given folders do not import each other.
 *
 * @param {Import[]} imports
 * @param {readonly string[]} folders
 * @returns {string[]} problems
 */
export function separationProblems(imports, folders) {
  return folders.flatMap((folder) => {
    const partOf = (/** @type {string} */ path) =>
      path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/')[0] : undefined;
    return imports
      .filter(({ from, to }) => partOf(from) !== undefined && partOf(to) !== undefined && partOf(from) !== partOf(to))
      .map(({ from, to }) => `Parts of ${folder} do not import each other: ${from} → ${to}`);
  });
}
