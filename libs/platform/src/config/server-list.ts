const PARTS = /^(?<before>[a-z]+:\/\/(?:[^@/?]*@)?)(?<hosts>[^/?]*)(?<after>.*)$/s;

/**
 * One address for each host of a list, as libpq writes it: `postgres://user:password@one:5432,two:5433/database`. An
 * address without a list is returned as it is.
 */
export function eachServer(address: string): string[] {
  const { before = '', hosts = '', after = '' } = PARTS.exec(address)?.groups ?? {};
  if (!hosts.includes(',')) return [address];
  return hosts.split(',').map((host) => `${before}${host}${after}`);
}

/** The list with other hosts, and everything else as it was. Both are addresses of one server or more. */
export function withServersOf(address: string, others: string): string {
  const { before = '', after = '' } = PARTS.exec(address)?.groups ?? {};
  return `${before}${PARTS.exec(others)?.groups?.hosts ?? ''}${after}`;
}
