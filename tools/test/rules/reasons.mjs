/** The options of a rule with exceptions: each file with its reason, in `reasons`. @type {import('eslint').Rule.RuleMetaData['schema']} */
export const REASONS = [
  {
    type: 'object',
    properties: { reasons: { type: 'object', additionalProperties: { type: 'string', minLength: 10 } } },
    additionalProperties: false,
  },
];

/** Whether the linted file has a reason. @param {import('eslint').Rule.RuleContext} context */
export function hasReason({ filename, options }) {
  const path = filename.replaceAll('\\', '/');
  return Object.keys(options[0]?.reasons ?? {}).some((file) => path.endsWith(file));
}
