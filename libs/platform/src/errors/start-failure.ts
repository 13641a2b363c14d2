import { isNativeError } from 'node:util/types';

/** A failed start that the operator can mend: its message is printed as one sentence, without a stack. */
export class StartFailure extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.name = 'StartFailure';
  }
}

/** Errors of listening become a sentence with the variable to change; other errors are returned unchanged. */
export function asStartFailure(error: unknown, config: object): unknown {
  if (!isNativeError(error) || !('code' in error)) return error;
  const port = 'port' in error && typeof error.port === 'number' ? error.port : undefined;
  const variable = Object.entries(config).find(([name, value]) => name.endsWith('PORT') && value === port)?.[0];
  const at = `port ${port}${variable ? ` (${variable})` : ''}`;
  if (error.code === 'EADDRINUSE')
    return new StartFailure(`The ${at} is taken by another process: stop it or choose another ${variable ?? 'port'}`, error);
  if (error.code === 'EACCES' && port !== undefined)
    return new StartFailure(`This user may not listen on ${at}: choose one above 1023`, error);
  if (error.code === 'EADDRNOTAVAIL') return new StartFailure(`HOST is no address of this machine (${at})`, error);
  return error;
}
