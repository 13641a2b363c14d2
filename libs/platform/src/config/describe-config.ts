import type { z } from 'zod';
import { factsOf } from './env-types.js';
import { fallbackOf, variablesOf } from './load-config.js';

export interface VariableDescription {
  name: string;
  description: string;
  /** Text of the default; `$NAME` when it takes the value of another variable. */
  fallback?: string;
  required: boolean;
  secret: boolean;
  /** A number of the code that only tests set otherwise. */
  constant: boolean;
}

/** The variables of a schema, in order: the source of `.env.example` and of the page of variables. */
export function describeConfig(schema: z.ZodObject): VariableDescription[] {
  return variablesOf(schema).map(([name, type]) => {
    const { secret = false, constant = false, defaultsTo } = factsOf(type);
    const fallback = defaultsTo === undefined ? fallbackOf(schema, name) : `$${defaultsTo}`;
    return {
      name,
      description: type.description ?? '',
      fallback,
      secret,
      constant,
      required: fallback === undefined && !type.safeParse(undefined).success,
    };
  });
}
