/**
 * A directed graph of names: node → node → what draws the arrow, for messages.
 *
 * @typedef {Map<string, Map<string, string>>} Graph
 */

/** @param {Graph} graph @param {string} from @param {string} to @param {string} label the first label of an arrow is kept */
export function addArrow(graph, from, to, label) {
  const arrows = graph.get(from) ?? new Map();
  graph.set(from, arrows);
  if (!arrows.has(to)) arrows.set(to, label);
}

/**
 * Cycles of a graph: every pair of nodes with arrows both ways, and where nodes form a longer ring without such a pair, one
 * shortest ring. Empty exactly when the graph has no cycle.
 *
 * @param {Graph} graph
 * @returns {string[][]} each cycle as its nodes in order, without the repeated first one
 */
export function cyclesOf(graph) {
  const pairs = [...graph].flatMap(([from, arrows]) =>
    [...arrows.keys()].filter((to) => from < to && graph.get(to)?.has(from)).map((to) => [from, to]),
  );
  const inPair = new Set(pairs.flat());
  /** @type {string[][]} */
  const rings = [];
  const reported = new Set(inPair);
  for (const node of graph.keys()) {
    if (reported.has(node)) continue;
    const ring = shortestRing(graph, node);
    if (!ring || ring.some((member) => reported.has(member))) continue;
    for (const member of ring) reported.add(member);
    rings.push(ring);
  }
  return [...pairs, ...rings];
}

/** Whether a path of arrows leads from one node to another. @param {Graph} graph @param {string} from @param {string} to */
export function leadsTo(graph, from, to) {
  return pathBetween(graph, from, to) !== undefined;
}

/** @param {Graph} graph @param {string} node */
function shortestRing(graph, node) {
  const rings = [...(graph.get(node)?.keys() ?? [])].flatMap((next) => {
    const path = pathBetween(graph, next, node);
    return path ? [[node, ...path.slice(0, -1)]] : [];
  });
  return rings.sort((a, b) => a.length - b.length)[0];
}

/** Breadth first. @param {Graph} graph @param {string} from @param {string} to @returns {string[] | undefined} */
function pathBetween(graph, from, to) {
  /** @type {Map<string, string | undefined>} */
  const cameFrom = new Map([[from, undefined]]);
  for (const node of cameFrom.keys()) {
    if (node === to) return walkBack(cameFrom, to);
    for (const next of graph.get(node)?.keys() ?? []) if (!cameFrom.has(next)) cameFrom.set(next, node);
  }
  return undefined;
}

/** @param {Map<string, string | undefined>} cameFrom @param {string} end */
function walkBack(cameFrom, end) {
  const path = [];
  for (let node = /** @type {string | undefined} */ (end); node !== undefined; node = cameFrom.get(node)) path.unshift(node);
  return path;
}
