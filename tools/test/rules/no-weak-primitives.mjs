import { hasReason } from './reasons.mjs';

/** Of `createHash`, `createHmac` and `hash`. */
const WEAK_HASH = 'CallExpression[callee.name=/^(createHash|createHmac|hash)$/] > Literal:first-child[value=/^(md5|sha-?1)$/i]';
const GUESSABLE = "MemberExpression[object.name='Math'][property.name='random']";
const WEAK_CIPHER =
  'CallExpression[callee.name=/^create(C|Dec)ipheriv$/] > :matches(Literal, TemplateLiteral):first-child:not([value=/^aes-(128|256)-gcm$/])';

/**
 * MD5, SHA-1 and `Math.random` stand only where nothing depends on them, each file with its reason in a comment:
 * `// Weak primitive: …`. Ciphers are AES-GCM.
 *
 * @type {import('@oxlint/plugins').CreateRule}
 */
const noWeakPrimitives = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    /** @param {string} message */
    const reported = (message) => (/** @type {import('@oxlint/plugins').ESTree.Node} */ node) =>
      context.report({ node, message });
    const cipher = { [WEAK_CIPHER]: reported('A cipher is aes-256-gcm or aes-128-gcm, which detect changes.') };
    if (hasReason(context, 'Weak primitive')) return cipher;
    return {
      ...cipher,
      [WEAK_HASH]: reported('MD5 and SHA-1 have collisions: use sha256.'),
      [GUESSABLE]: reported('Math.random can be guessed: use node:crypto, or crypto.getRandomValues in a browser.'),
    };
  },
};

export default noWeakPrimitives;
