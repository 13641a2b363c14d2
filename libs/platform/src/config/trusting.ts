/**
 * The address of a Postgres or Redis whose certificate must be from the authorities in this file. Each connection has the
 * address, so none can forget the check; the clients read the file again at each connection.
 */
export function trusting(address: string, file: string): string {
  const [place = '', query] = address.split('?');
  const parameters = new URLSearchParams(query);
  if (/^rediss?[:-]/.test(address)) parameters.set('ca', file);
  else {
    parameters.set('sslmode', 'verify-full');
    parameters.set('sslrootcert', file);
  }
  return `${place}?${parameters}`;
}
