const CHANCE = "MemberExpression[object.name='Math'][property.name='random']";
const CLOCK = "BinaryExpression[operator='%'] > CallExpression[callee.object.name='Date'][callee.property.name='now']";

/**
 * A test draws by the seed of its run, so that a failure can be repeated. Names that must differ are UUIDs.
 *
 * @type {import('@oxlint/plugins').CreateRule}
 */
const seededChoices = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const reported = (/** @type {import('@oxlint/plugins').ESTree.Node} */ node) =>
      context.report({ node, message: 'A test draws from Random of @veza/testing, whose seed its run prints.' });
    return { [CHANCE]: reported, [CLOCK]: reported };
  },
};

export default seededChoices;
