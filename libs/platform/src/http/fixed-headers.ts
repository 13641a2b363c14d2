/**
 * Headers of every response, of errors too: browsers guess no type, and use TLS for this host and all below it for a
 * year. They do the latter only once they have come by TLS.
 */
export const FIXED_HEADERS = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
} as const;
