import { isNativeError } from 'node:util/types';

/** A reason not to start that is the operator's to mend: its message is the one sentence that is printed, without a stack. */
export class StartFailure extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.name = 'StartFailure';
  }
}

/** Turns what a start can stumble over into a sentence with the variable to change; leaves other errors as they are. */
export function asStartFailure(error: unknown, config: object): unknown {
  if (!isNativeError(error) || !('code' in error)) return error;
  const port = 'port' in error && typeof error.port === 'number' ? error.port : undefined;
  const variable = Object.entries(config).find(([name, value]) => name.endsWith('PORT') && value === port)?.[0];
  const at = `port ${port}${variable ? ` (${variable})` : ''}`;
  if (error.code === 'EADDRINUSE')
    return new StartFailure(`The ${at} is taken by another process: stop it or choose another ${variable ?? 'port'}`, error);
  if (error.code === 'EACCES' && port !== undefined)
    return new StartFailure(`This user may not listen on ${at}: choose one above 1023`, error);
  if (error.code === 'EADDRNOTAVAIL') return new StartFailure(`This machine has no address as HOST says (${at})`, error);
  return error;
}
