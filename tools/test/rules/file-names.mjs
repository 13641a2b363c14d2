import { basename } from 'node:path';

const BANNED = /^base-|^(base|common)\.|(^|[-.])(helpers?|managers?|utils?)([-.]|$)/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*(\.[a-z]+)$/;

/** File names are kebab-case with at most two suffixes, and name the content of the file. */
export default {
  meta: { type: 'problem', schema: [] },
  create(context) {
    return {
      Program(node) {
        const name = basename(context.filename);
        if (!KEBAB.test(name)) context.report({ node, message: `File name "${name}" is not kebab-case with a suffix.` });
        if (BANNED.test(name))
          context.report({ node, message: `File name "${name}" is too general: name the file after its content.` });
      },
    };
  },
};
