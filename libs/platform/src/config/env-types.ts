import { createPrivateKey, createSecretKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseJson } from '@veza/contracts';
import { z } from 'zod';
import type { Keyring } from '../secrets/keyring.js';
import { eachServer } from './server-list.js';

/** The facts of a variable beside its type, for loadConfig and describeConfig. */
export interface VariableFacts {
  /** Its value is never printed. */
  secret?: boolean;
  /** The development default: rejected in production and on any address but loopback. */
  developmentDefault?: string;
  /** Another variable of the same schema whose value it takes when it is absent. */
  defaultsTo?: string;
  /** Another variable that takes its place: with both the configuration has a mistake. */
  replacedBy?: string;
  /** Redis: production rejects an address without a password. */
  wantsPassword?: boolean;
  /** The variable of the file with the authorities of its server's certificate, which becomes a part of the address. */
  authority?: string;
  /** Another variable that it is useless without. */
  needs?: string;
  /** Production rejects it. */
  forTests?: boolean;
  /** A number of the code that only tests set otherwise: no page for operators names it. */
  constant?: boolean;
}

const facts = z.registry<VariableFacts>();

/** The facts of a variable's type, also inside `.describe()`, `.optional()` or a default. */
export function factsOf(type: z.ZodType): VariableFacts {
  let current: unknown = type;
  while (current instanceof z.ZodType) {
    const found = facts.get(current);
    if (found) return found;
    const definition = current.def;
    current = 'innerType' in definition ? definition.innerType : undefined;
  }
  return {};
}

/** The fallback is text and parsed by the same rules as a given value. */
const withFallback = <T extends z.ZodType<unknown, string>>(type: T, fallback: z.input<T> | undefined) =>
  fallback === undefined ? type : type.prefault(() => fallback);

function parsed<Value>(parse: (text: string) => Value | undefined, expected: string) {
  return z.string().transform((text, context): Value => {
    const value = parse(text.trim());
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
}

function wholeNumber(text: string, min: number, max: number): number | undefined {
  const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}

const BYTE_UNITS: Record<string, number> = {
  B: 1,
  KIB: 1024,
  MIB: 1024 ** 2,
  GIB: 1024 ** 3,
  TIB: 1024 ** 4,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
};
const TIME_UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function measured(text: string, units: Record<string, number>, fold: (unit: string) => string): number | undefined {
  const match = /^(\d{1,12}(?:\.\d{1,3})?)\s*([a-zA-Z]+)$/.exec(text);
  const unit = match?.[2] === undefined ? undefined : units[fold(match[2])];
  return match && unit !== undefined ? Math.round(Number(match[1]) * unit) : undefined;
}

function address(text: string, protocols: readonly string[]): string | undefined {
  if (!URL.canParse(text)) return undefined;
  return protocols.includes(new URL(text).protocol) ? text : undefined;
}

/** Not a URL in the strict sense: a cluster's or sentinels' hosts are a comma-separated list. `rediss` speaks TLS. */
const REDIS_ADDRESS = /^rediss?(-sentinel|-cluster)?:\/\/[^\s/]+(\/\S*)?$/;

function keysOf(text: string): ReadonlyMap<string, Keyring> | undefined {
  const entries = text.split(',').filter((entry) => entry.trim() !== '');
  const keys = new Map<string, Keyring>();
  for (const entry of entries) {
    const [, purpose, values] = /^\s*([\w.:>-]{1,100})=([\w+-]+)\s*$/.exec(entry) ?? [];
    const [first, ...others] = (values ?? '').split('+').map((value) => createSecretKey(value, 'base64url'));
    if (
      purpose === undefined ||
      first === undefined ||
      [first, ...others].some(({ symmetricKeySize }) => symmetricKeySize !== 32)
    )
      return undefined;
    keys.set(purpose, [first, ...others]);
  }
  return keys;
}

/** A path; what the file contains is read later, and again when it changes. */
const fileOf = (check: (text: string) => unknown, what: string, more: VariableFacts = {}) => {
  const type = parsed((path) => {
    try {
      check(readFileSync(path, 'utf8'));
      return path;
    } catch {
      return undefined;
    }
  }, `must be the path of a readable PEM file with ${what}`);
  facts.add(type, more);
  return type;
};

const BOOLEANS: Record<string, boolean> = {
  true: true,
  '1': true,
  yes: true,
  on: true,
  false: false,
  '0': false,
  no: false,
  off: false,
};

/**
 * zod types over the text of environment variables. Without a fallback a variable is required; `.optional()` makes it
 * optional. An empty text counts as absent.
 */
export const env = {
  /** A constant of the code. It is a variable so that a test can shorten it, and no page for operators names it. */
  constant: <T extends z.ZodType>(type: T): T => {
    facts.add(type, { ...factsOf(type), constant: true });
    return type;
  },

  text: (fallback?: string) => withFallback(z.string().max(10_000), fallback),

  oneOf: <const Values extends readonly [string, ...string[]]>(values: Values, fallback?: Values[number]) =>
    withFallback(z.enum(values, `must be one of ${values.join(', ')}`) as z.ZodType<Values[number], string>, fallback),

  integer: ({ min = 0, max = Number.MAX_SAFE_INTEGER, fallback }: { min?: number; max?: number; fallback?: number }) =>
    withFallback(
      parsed((text) => wholeNumber(text, min, max), `must be a whole number from ${min} to ${max}`),
      fallback?.toString(),
    ),

  /** 0 lets the system choose a free one. */
  port: (fallback?: number) =>
    withFallback(
      parsed((text) => wholeNumber(text, 0, 65_535), 'must be a port number from 0 to 65535'),
      fallback?.toString(),
    ),

  flag: (fallback?: boolean) =>
    withFallback(
      parsed((text) => BOOLEANS[text.toLowerCase()], 'must be true or false'),
      fallback?.toString(),
    ),

  /** `500MiB`, `10GB`: a number of bytes. */
  bytes: (fallback?: string) =>
    withFallback(
      parsed((text) => measured(text, BYTE_UNITS, (unit) => unit.toUpperCase()), 'must be a size such as 500MiB'),
      fallback,
    ),

  /** `15m`, `30d`, `500ms`: a number of milliseconds. */
  duration: (fallback?: string) =>
    withFallback(
      parsed((text) => measured(text, TIME_UNITS, (unit) => unit), 'must be a duration such as 15m (units ms, s, m, h, d)'),
      fallback,
    ),

  /** Comma-separated, at most 1,000 entries. */
  list: (fallback?: readonly string[], about: Pick<VariableFacts, 'forTests'> = {}) => {
    const type = parsed((text) => {
      const entries = text.split(',').map((entry) => entry.trim());
      return entries.length > 1_000 ? undefined : entries.filter((entry) => entry !== '');
    }, 'must be a comma-separated list of at most 1000 entries');
    facts.add(type, about);
    return withFallback(type, fallback?.join(','));
  },

  url: (fallback?: string) =>
    withFallback(
      parsed((text) => address(text, ['http:', 'https:'])?.replace(/\/+$/, ''), 'must be an http:// or https:// address'),
      fallback,
    ),

  /** Comma-separated addresses of the replicas of a service. */
  urls: (fallback: readonly string[]) =>
    withFallback(
      parsed((text) => {
        const entries = text.split(',').map((entry) => address(entry.trim(), ['http:', 'https:'])?.replace(/\/+$/, ''));
        const given = entries.filter((entry) => entry !== undefined);
        return given.length === entries.length && given.length <= 1_000 ? given : undefined;
      }, 'must be http:// or https:// addresses, between commas'),
      fallback.join(','),
    ),

  certificates: (more?: VariableFacts) => fileOf((text) => new X509Certificate(text), 'certificates', more),
  privateKey: (more?: VariableFacts) => fileOf((text) => createPrivateKey(text), 'a private key', more),

  smtpUrl: () => {
    const type = parsed((text) => address(text, ['smtp:', 'smtps:']), 'must be an smtp:// or smtps:// address');
    facts.add(type, { secret: true });
    return type;
  },

  postgresUrl: (fallback?: string) => {
    const type = parsed(
      (text) => (eachServer(text).every((each) => address(each, ['postgres:', 'postgresql:'])) ? text : undefined),
      'must be a postgres:// address, with one host or several between commas',
    );
    facts.add(type, { secret: true, authority: 'DATABASE_CA' });
    return withFallback(type, fallback);
  },

  redisUrl: (options: { fallback?: string; defaultsTo?: string } = {}) => {
    const type = parsed(
      (text) => (REDIS_ADDRESS.test(text) ? text : undefined),
      'must be a redis://, redis-sentinel:// or redis-cluster:// address',
    );
    facts.add(type, { secret: true, wantsPassword: true, defaultsTo: options.defaultsTo, authority: 'REDIS_CA' });
    return withFallback(type, options.fallback);
  },

  secret: ({ min, ...defaults }: { min: number } & Omit<VariableFacts, 'secret' | 'wantsPassword'>) => {
    const type = z.string().min(min, `must have at least ${min} characters`).max(10_000);
    facts.add(type, { secret: true, ...defaults });
    return withFallback(type, defaults.developmentDefault);
  },

  /** Comma-separated, none by default. */
  secrets: ({ min }: { min: number }) => {
    const type = parsed((text) => {
      const entries = text.split(',').map((entry) => entry.trim());
      const given = entries.filter((entry) => entry !== '');
      return given.length <= 10 && given.every((entry) => entry.length >= min) ? given : undefined;
    }, `must be at most 10 secrets of at least ${min} characters, between commas`);
    facts.add(type, { secret: true });
    return withFallback(type, '');
  },

  /** JSON of this shape, which has secrets in it. */
  json: <T extends z.ZodType>(shape: T, fallback?: string) => {
    const type = z
      .string()
      .max(100_000)
      .transform((text, context): z.output<T> => {
        const result = shape.safeParse(parseJson(text));
        if (result.success) return result.data;
        const [issue] = result.error.issues;
        context.addIssue({ code: 'custom', message: `must be JSON: ${issue?.path.join('.')} ${issue?.message}` });
        return z.NEVER;
      });
    facts.add(type, { secret: true });
    return withFallback(type, fallback);
  },

  /** `<purpose>=<key>+<key>,…`, keys of 32 bytes in base64url: none by default. */
  keys: () => {
    const type = parsed(keysOf, 'must be entries <purpose>=<key>+<key>, between commas, of keys of 32 bytes in base64url');
    facts.add(type, { secret: true });
    return withFallback(type, '');
  },
};
