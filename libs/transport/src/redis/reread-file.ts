import { readFileSync } from 'node:fs';

/**
 * The text of a file, read again at each call, so that a replaced certificate needs no restart. While the file is away or
 * unreadable, its last text.
 */
export function rereadFile(file: string): () => string {
  let last = readFileSync(file, 'utf8');
  return () => {
    try {
      last = readFileSync(file, 'utf8');
    } catch {
      // It is being replaced.
    }
    return last;
  };
}

/** For the options of TLS, which a client takes over at each connection: the authorities of the server's certificate. */
export function authorities(file: string): { readonly ca: string } {
  const read = rereadFile(file);
  return {
    get ca() {
      return read();
    },
  };
}
