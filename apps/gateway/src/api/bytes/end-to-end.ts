const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'trailer', 'te', 'x-request-id', 'date']);

/** Whether a header of media's response, in lower case, is for the client. CORS is the gateway's, with the same policy. */
export const isEndToEnd = (header: string): boolean => !HOP_BY_HOP.has(header) && !header.startsWith('access-control-');
