import { readFileSync, statSync } from 'node:fs';
import type { z } from 'zod';
import { factsOf } from './env-types.js';

type Environment = Record<string, string | undefined>;

/** Longer than any value that a type accepts. */
const LARGEST_BYTES = 128 * 1024;

/** The variables whose value may be in a file instead: those of secrets. */
export function secretsOf(schema: z.ZodObject): string[] {
  return Object.keys(schema.shape).filter((name) => factsOf(schema.shape[name]).secret);
}

/**
 * The environment with the values of secrets that are in files: `<NAME>_FILE` is the path, as for secrets of Docker. The
 * line break at the end of a file is no part of the value. The mistakes name variables, never a path or a value.
 */
export function withSecretFiles(schema: z.ZodObject, given: Environment): { environment: Environment; mistakes: string[] } {
  const environment = { ...given };
  const mistakes: string[] = [];
  for (const name of secretsOf(schema)) {
    const path = given[`${name}_FILE`]?.trim();
    if (!path) continue;
    const value = contentOf(path);
    if (given[name]?.trim()) mistakes.push(`${name} must not be set beside ${name}_FILE`);
    else if (value === undefined)
      mistakes.push(`${name}_FILE must be the path of a readable file of 1 to ${LARGEST_BYTES} bytes`);
    else environment[name] = value;
  }
  return { environment, mistakes };
}

/** A pipe or a device could block the start or never end. */
function contentOf(path: string): string | undefined {
  try {
    const file = statSync(path);
    if (!file.isFile() || file.size > LARGEST_BYTES) return undefined;
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '') || undefined;
  } catch {
    return undefined;
  }
}
