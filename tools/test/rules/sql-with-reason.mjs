const STATEMENT = /^\s*\(?(SELECT\b|INSERT INTO\b|UPDATE \w|DELETE FROM\b|WITH (RECURSIVE )?\w+ AS\b)/;

/**
 * SQL stands in `*.repository.ts` files and in the `elsewhere` ones, and its file has a comment about SQL, which gives the
 * reason: ordinary reads and writes go through entities (decision 21).
 *
 * @type {import('@oxlint/plugins').CreateRule}
 */
const sqlWithReason = {
  meta: {
    type: 'problem',
    schema: [
      {
        type: 'object',
        properties: { elsewhere: { type: 'array', items: { type: 'string' } } },
        additionalProperties: false,
      },
    ],
  },
  create(context) {
    const path = context.filename.replaceAll('\\', '/');
    /** @type {string[]} */
    const elsewhere = context.options[0]?.elsewhere ?? [];
    const mayHaveSql = path.endsWith('.repository.ts') || elsewhere.some((file) => path.endsWith(file));
    const hasReason = context.sourceCode.getAllComments().some(({ value }) => /\bSQL\b/.test(value));
    /** @param {import('@oxlint/plugins').ESTree.Node} node @param {string} text */
    const check = (node, text) => {
      if (!STATEMENT.test(text)) return;
      if (!mayHaveSql) context.report({ node, message: 'SQL stands in repositories.' });
      else if (!hasReason) context.report({ node, message: 'A comment gives the reason of raw SQL (decision 21).' });
    };
    return {
      Literal: (node) => (typeof node.value === 'string' ? check(node, node.value) : undefined),
      TemplateLiteral: (node) => check(node, node.quasis[0]?.value.cooked ?? ''),
    };
  },
};

export default sqlWithReason;
