declare module '@tanstack/react-router' {
  /** What a link hands to its page, and no address has. */
  interface HistoryState {
    /** The beginning of the next message: a thing that is spoken about. */
    quote?: string;
  }
}

/** A thing with its address, as a quote of a message, with the place of the answer below. */
export const quoteOf = (title: string, path: string): string =>
  `> [${title.replace(/[[\]\\\n]/g, ' ')}](${location.origin}/app${path})\n\n`;
