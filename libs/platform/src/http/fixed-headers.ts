/**
 * Headers of every response, of errors too: browsers guess no type, load, run and frame nothing, and use TLS for this host
 * and all below it for a year. They do the last only once they have come by TLS.
 */
export const FIXED_HEADERS = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
} as const;
