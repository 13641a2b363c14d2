import type { z } from 'zod';
import { factsOf } from './env-types.js';
import { misspelt } from './misspelt.js';
import { secretsOf, withSecretFiles } from './secret-files.js';
import { trusting } from './trusting.js';

type Environment = Record<string, string | undefined>;

/**
 * Every mistake of a configuration, one line each. The lines name variables and never contain the value of a secret.
 */
export class ConfigError extends Error {
  constructor(readonly mistakes: readonly string[]) {
    super(
      `The configuration has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:\n${mistakes.map((line) => `  ${line}`).join('\n')}`,
    );
    this.name = 'ConfigError';
  }
}

const CARRIES_PASSWORD = /^[a-z-]+:\/\/([^@/]*:)?[^@/:]+@/;
const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/**
 * The typed configuration of an app, read once at its start. If it has mistakes, all of them are printed and the
 * process exits with code 1. Names that are probably misspelt are printed too.
 */
export function loadConfig<Schema extends z.ZodObject>(schema: Schema, environment: Environment): z.output<Schema> {
  const known = [...Object.keys(schema.shape), ...secretsOf(schema).map((name) => `${name}_FILE`)];
  for (const { name, meant } of misspelt(known, Object.keys(environment)))
    process.stderr.write(`${name} is no variable of this program: ${meant} is probably meant\n`);
  try {
    return parseConfig(schema, environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/**
 * The same, but throws ConfigError instead of ending the process. Files that cannot be read are reported alone: without
 * their values other mistakes are unknown.
 */
export function parseConfig<Schema extends z.ZodObject>(schema: Schema, environment: Environment): z.output<Schema> {
  const files = withSecretFiles(schema, environment);
  if (files.mistakes.length > 0) throw new ConfigError(files.mistakes);
  const given = givenValues(schema, files.environment);
  const result = schema.safeParse(given);
  const mistakes = [
    ...(result.success ? [] : parseMistakes(result.error, given)),
    ...databaseMistakes(schema, given),
    ...securityMistakes(schema, given),
    ...exposureMistakes(schema, given),
  ];
  if (!result.success || mistakes.length > 0) throw new ConfigError(mistakes);
  return result.data;
}

/**
 * The given variables of the schema. Empty text counts as absent; Redis roles fall back to the variable they name, and
 * addresses name their authorities.
 */
function givenValues(schema: z.ZodObject, environment: Environment): Environment {
  const present = (name: string) => (environment[name]?.trim() ? environment[name] : undefined);
  const given: Environment = {};
  for (const [name, type] of variablesOf(schema)) {
    const { defaultsTo, authority } = factsOf(type);
    const value =
      present(name) ?? (defaultsTo === undefined ? undefined : (present(defaultsTo) ?? fallbackOf(schema, defaultsTo)));
    const trusted = authority === undefined ? undefined : present(authority);
    given[name] = value === undefined || trusted === undefined ? value : trusting(value, trusted);
  }
  return given;
}

function parseMistakes(error: z.ZodError, given: Environment): string[] {
  return error.issues.map((issue) => {
    const name = String(issue.path[0]); // a list has its items below its name
    return given[name] === undefined ? `${name} is missing` : `${name} ${issue.message}`;
  });
}

/** A service with a database needs its own variable or the owner's. */
function databaseMistakes(schema: z.ZodObject, given: Environment): string[] {
  const own = Object.keys(schema.shape).find((name) => name.endsWith('_DATABASE_URL'));
  return own === undefined || given[own] || given.DATABASE_URL ? [] : [`DATABASE_URL (or ${own}) is missing`];
}

/** TLS that is wanted, but not complete. */
function securityMistakes(schema: z.ZodObject, given: Environment): string[] {
  return variablesOf(schema).flatMap(([name, type]) => {
    const { authority, needs } = factsOf(type);
    const value = given[name] ?? fallbackOf(schema, name);
    if (authority !== undefined && given[authority] !== undefined && /^redis(-[a-z]+)?:/.test(value ?? ''))
      return [`${name} must be a rediss:// address beside ${authority}`];
    return needs !== undefined && given[name] !== undefined && given[needs] === undefined ? [`${name} needs ${needs}`] : [];
  });
}

/** Settings that are fine on a developer's machine and not on a reachable one. */
function exposureMistakes(schema: z.ZodObject, given: Environment): string[] {
  const production = (given.NODE_ENV ?? fallbackOf(schema, 'NODE_ENV')) === 'production';
  const reachable = !LOOPBACK.test(given.HOST ?? fallbackOf(schema, 'HOST') ?? '127.0.0.1');
  const reason = production ? 'in production' : 'when HOST is not loopback';
  return variablesOf(schema).flatMap(([name, type]) => {
    const { developmentDefault, replacedBy, wantsPassword, forTests } = factsOf(type);
    const isReplaced = replacedBy !== undefined && given[replacedBy] !== undefined;
    if (isReplaced) return given[name] === undefined ? [] : [`${name} must not be set beside ${replacedBy}`];
    if (production && forTests && given[name] !== undefined) return [`${name} is for tests: remove it in production`];
    const value = given[name] ?? fallbackOf(schema, name);
    if ((production || reachable) && developmentDefault !== undefined && value === developmentDefault) {
      return [`${name} must be set to a secret of your own ${reason}`];
    }
    if (production && wantsPassword && value !== undefined && !CARRIES_PASSWORD.test(value)) {
      return [`${name} must carry a password in production`];
    }
    return [];
  });
}

export function variablesOf(schema: z.ZodObject): [string, z.ZodType][] {
  return Object.entries(schema.shape);
}

/** The default of an absent variable, as text. */
export function fallbackOf(schema: z.ZodObject, name: string): string | undefined {
  let current: unknown = schema.shape[name];
  while (isWrapper(current)) {
    if (current.def.type === 'prefault' || current.def.type === 'default') return String(current.def.defaultValue);
    current = current.def.innerType;
  }
  return undefined;
}

interface Wrapper {
  def: { type: string; innerType: unknown; defaultValue?: unknown };
}

function isWrapper(node: unknown): node is Wrapper {
  return (
    typeof node === 'object' &&
    node !== null &&
    'def' in node &&
    typeof node.def === 'object' &&
    node.def !== null &&
    'innerType' in node.def
  );
}
