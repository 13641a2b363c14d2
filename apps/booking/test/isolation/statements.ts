import { AsyncLocalStorage } from 'node:async_hooks';
import type { ModulesContainer } from '@nestjs/core';
import * as database from '@veza/database';
import * as platform from '@veza/platform';
import * as transport from '@veza/transport';
import { type SentStatement, whileRecording } from '../sent-statements.js';

/** A statement that a method of this service has sent. */
export interface Statement {
  method: string;
  sql: string;
  values: readonly unknown[];
}

/** Classes of the libraries; all other providers are those of this service. */
const LIBRARIES = new Set<unknown>([database, platform, transport].flatMap((library) => Object.values(library)));

/** The body of a method that sends statements itself. The methods of a repository do so by their role. */
const SENDS = /\b(tx|manager)\.[a-z]\w*\(|\b\w+Returning\(\s*tx|\bread(Page|OwnRows)\(|\bdatabase\.(query|entities|prepared)\(/;
const REPOSITORY = /Repository$/;
const CONTROL = /^\s*(BEGIN|START|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET|LISTEN|NOTIFY)\b/i;
/** Ids and positions of the platform, read by its relay for all services. */
const EVENTS = /\b(events|event_relay|event_positions)\b/;
const MOST_VALUES_OF_ONE = 2;

/** Records which methods of the providers send which statements. Nothing is listed by hand: a new provider is found. */
export class Recorder {
  /** Methods that reach the database by the look of their code, and whether one of their statements was recorded. */
  readonly methods = new Map<string, boolean>();
  readonly statements: Statement[] = [];
  private readonly origin = new AsyncLocalStorage<readonly string[]>();

  constructor(
    modules: ModulesContainer,
    private readonly role: string,
  ) {
    for (const { metatype, providers } of modules.values()) {
      if (LIBRARIES.has(metatype)) continue;
      for (const { instance, metatype: made } of providers.values())
        if (isObject(instance) && instance.constructor === made && !LIBRARIES.has(made)) this.watch(instance);
    }
  }

  /** Records what the service sends while the work runs. */
  during(work: () => Promise<void>): Promise<void> {
    return whileRecording((sent) => this.record(sent), work);
  }

  private record({ client, sql, values }: SentStatement): void {
    const chain = this.origin.getStore();
    if (chain === undefined || client.user !== this.role || CONTROL.test(sql) || EVENTS.test(sql)) return;
    for (const each of chain) this.methods.set(each, true);
    const method = chain.findLast((each) => !each.startsWith('CabinetDatabase.')) ?? 'CabinetDatabase';
    const known = this.statements.filter((each) => each.sql === sql);
    if (known.length < MOST_VALUES_OF_ONE) this.statements.push({ method, sql, values: Array.isArray(values) ? values : [] });
  }

  private watch(instance: object): void {
    const { name, prototype } = classOf(instance);
    for (const [method, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (method === 'constructor' || typeof value !== 'function') continue;
      const label = `${name}.${method}`;
      if (REPOSITORY.test(name) || SENDS.test(String(value))) this.methods.set(label, false);
      const watched = (...given: unknown[]): unknown => {
        const chain = [...(this.origin.getStore() ?? []), label];
        return this.origin.run(chain, () => Reflect.apply(value, instance, given));
      };
      Object.defineProperty(instance, method, { value: watched, configurable: true });
    }
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const classOf = (instance: object): { name: string; prototype: object } => instance.constructor;
/** The statements that name one cabinet, naming another one. The ids of rows stay. */
export const swapped = (statements: readonly Statement[], from: string, to: string): Statement[] =>
  statements
    .filter(({ values }) => JSON.stringify(values).includes(from))
    .map((each) => ({ ...each, values: each.values.map((value) => inPlaceOf(value, from, to)) }));

function inPlaceOf(value: unknown, from: string, to: string): unknown {
  if (Array.isArray(value)) return value.map((each) => inPlaceOf(each, from, to));
  return typeof value === 'string' ? value.replaceAll(from, to) : value;
}
