import { hasReason } from './reasons.mjs';

/**
 * `Date.now()` stands only in files that need a date, each with its reason in a comment: `// Wall clock: …`. Ages and time limits use
 * `performance.now()`, because a wall clock may jump. Instants that several processes compare are those of Postgres
 * (`DatabaseClock`) or of Redis (`TIME` in a script), because the clocks of two machines differ.
 *
 * @type {import('@oxlint/plugins').CreateRule}
 */
const noWallClock = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    if (hasReason(context, 'Wall clock')) return {};
    const message =
      'A wall clock may jump: use performance.now() for ages, and the clock of Postgres or Redis for instants that others read.';
    return {
      "MemberExpression[object.name='Date'][property.name='now']": (/** @type {import('@oxlint/plugins').ESTree.Node} */ node) =>
        context.report({ node, message }),
      "NewExpression[callee.name='Date'][arguments.length=0]": (/** @type {import('@oxlint/plugins').ESTree.Node} */ node) =>
        context.report({ node, message }),
    };
  },
};

export default noWallClock;
