/** The key of everything about the queue of transcodings. */
export const TRANSCODINGS = ['transcodings'];

/** Workers take and end transcodings at any time. */
export const REFRESH_MS = 5_000;
