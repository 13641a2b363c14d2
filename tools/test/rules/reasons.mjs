/**
 * Whether a comment of the file gives the reason for an exception: `// <label>: <reason>.`
 *
 * @param {import('@oxlint/plugins').Context} context @param {string} label
 */
export function hasReason({ sourceCode }, label) {
  const reason = new RegExp(`^\\s*${label}: .{10,}`);
  return sourceCode.getAllComments().some(({ value }) => reason.test(value));
}
