/** What is banned: a selector of esquery each, and the message. */
const BANNED = {
  'ClassDeclaration[id.name=/^(Base|Common|Abstract)[A-Z]|(Helper|Manager|Utils?)$/]': 'Name a class after what it does.',
  'CallExpression > MemberExpression[object.name=/^(test|it|describe)$/][property.name=/^(skip|only|todo|failing)$/]':
    'Every test runs.',
  'CallExpression[callee.name=/^(xtest|xit|xdescribe|fit|fdescribe)$/]': 'Every test runs.',
  'CallExpression[callee.object.name="AbortSignal"][callee.property.name="any"] CallExpression[callee.property.name="timeout"]':
    'Node 20 collects the inner signal: use deadline() of @veza/platform.',
};

/** Names and calls that the house does not use. @type {import('@oxlint/plugins').CreateRule} */
export default {
  meta: { type: 'problem', schema: [] },
  create(context) {
    return Object.fromEntries(
      Object.entries(BANNED).map(([selector, message]) => [
        selector,
        (/** @type {import('@oxlint/plugins').ESTree.Node} */ node) => context.report({ node, message }),
      ]),
    );
  },
};
