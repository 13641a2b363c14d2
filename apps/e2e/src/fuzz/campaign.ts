import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { z } from 'zod';
import { parseJson } from '@veza/contracts';
import type { TestSystem } from '../test-system.js';
import { mutatedDrafts } from './mutations.js';
import { type Draft, fixtureNameOf, validDrafts } from './draft.js';
import { type Footprint, footprint, tablesGrownSince } from './footprint.js';
import type { OpenApi, Operation } from '../clients/openapi.js';
import { closeConnections, type RawReply, send } from './send.js';
import { Fixtures } from './fixtures.js';
import { Verdict } from './verdict.js';

export interface Plan {
  seed: number;
  /** Requests per operation. */
  valid: number;
  broken: number;
}

interface Finding {
  operation: string;
  fault: string;
  draft: Draft;
  seed: number;
  reply?: RawReply;
}

/** Requests that may end the session or delete the account of their user; not `/{id}/refresh`, which is about an object. */
const ACCOUNT_CALLS = /\/(users\/me|auth)(\/|$)|(?<!})\/(login|signup|refresh|logout|forgot-password|reset-password|ws-tickets)$/;
const CHANGES_CREDENTIALS = /(password|reset|verify-email(\/disown)?|profile|users\/me|totp\/\w+|passkeys)$/;
/** One in this many rejected requests is checked for new rows, since each check costs as much as a request. */
const FOOTPRINT_EVERY = 4;
const Made = z.object({ id: z.union([z.int(), z.string()]) });
const LONGEST_PRINT = 700;
/** Ends with the first success; some operations need dozens of attempts. */
const MAX_ATTEMPTS = 150;

/** Sends the requests of a seed to one operation after another, and records each kind of fault once. */
export class Campaign {
  private readonly findings = new Map<string, Finding>();
  private readonly successes = new Map<string, Set<number>>();
  private readonly fixtures: Fixtures;
  private readonly verdict: Verdict;
  private sent = 0;
  private readonly statuses = new Map<number, number>();

  constructor(
    private readonly system: TestSystem,
    private readonly api: OpenApi,
  ) {
    this.fixtures = new Fixtures(system, (name) => this.made(name));
    this.verdict = new Verdict(api);
  }

  begin(): Promise<void> {
    return this.fixtures.begin();
  }

  async run(operation: Operation, { seed, valid, broken }: Plan): Promise<void> {
    const own = seed ^ createHash('sha1').update(operation.id).digest().readInt32BE(0); // the same requests also when only this operation runs
    const right = validDrafts(this.api, operation);
    const drafts = [
      ...fc.sample(right, { seed: own, numRuns: valid }),
      ...fc.sample(mutatedDrafts(right), { seed: own, numRuns: broken }),
    ];
    for (const draft of drafts) await this.one(operation, draft, seed);
  }

  /** Repeats an operation without a success yet, also as administrator, until one request succeeds. */
  async retryUntilSuccess(operation: Operation, seed: number): Promise<void> {
    for (const draft of fc.sample(validDrafts(this.api, operation), { seed, numRuns: MAX_ATTEMPTS })) {
      if (this.successes.has(operation.id)) return;
      await this.one(operation, { ...draft, actor: this.sent % 2 === 0 ? 'admin' : 'owner' }, seed);
    }
  }

  /** Creates a fixture by the POST operation of its collection. */
  private async made(name: string): Promise<unknown> {
    const operation = this.api.operations.find(({ method, path }) => method === 'POST' && path.endsWith(`/${name}`));
    if (!operation) return name;
    const look = (each: string) => this.fixtures.look(each, { disposable: false, list: operation.path });
    for (const draft of fc.sample(validDrafts(this.api, operation), { seed: 1, numRuns: MAX_ATTEMPTS })) {
      for (const actor of ['owner', 'admin'] as const) {
        const reply = await send(this.system.address, operation.path, { ...draft, actor }, look);
        const made = Made.safeParse(parseJson(reply?.bytes.toString('utf8') ?? ''));
        if (reply?.status === 201 && made.success) return made.data.id;
      }
    }
    return name;
  }

  /** Operations without a successful request: these are hardly tested. */
  neverSucceeded(operations: readonly Operation[]): string[] {
    return operations.map(({ id }) => id).filter((id) => !this.successes.has(id));
  }

  /** The findings; `command` repeats their requests. */
  report(command: string): string[] {
    return [...this.findings.values()].map(({ operation, fault, draft, seed, reply }) => {
      const again = `FUZZ_SEED=${seed} FUZZ_OPERATION=${operation} ${command}`;
      const response = reply ? `\n   answer: ${reply.bytes.toString('utf8').slice(0, LONGEST_PRINT)}` : '';
      return `${operation}: ${fault}\n   with ${draft.flaw ?? 'nothing wrong'}; repeat with ${again}\n   ${JSON.stringify(draft).slice(0, LONGEST_PRINT)}${response}`;
    });
  }

  /** Number of requests, and of responses by status. */
  summary(): string {
    const answers = [...this.statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`);
    return `${this.sent} generated requests to ${this.api.operations.length} operations: ${answers.join(', ')}`;
  }

  end(): void {
    closeConnections();
  }

  private async one(operation: Operation, draft: Draft, seed: number): Promise<void> {
    const note = (fault: string, reply?: RawReply) => {
      const key = `${operation.id}: ${fault.slice(0, 80)}`;
      if (!this.findings.has(key)) this.findings.set(key, { operation: operation.id, fault, draft, seed, reply });
    };
    const disposable = ACCOUNT_CALLS.test(operation.path);
    const look = (name: string) => this.fixtures.look(name, { disposable, list: operation.path });
    this.sent += 1;
    const watched = draft.flaw !== undefined && this.sent % FOOTPRINT_EVERY === 0;
    try {
      let before: Footprint = new Map();
      const reply = await send(this.system.address, operation.path, draft, look, async () => {
        if (watched) before = await footprint(this.system);
      });
      if (!reply) return;
      this.statuses.set(reply.status, (this.statuses.get(reply.status) ?? 0) + 1);
      for (const fault of this.verdict.faults(operation, draft, reply)) note(fault, reply);
      if (reply.status < 300) await this.succeeded(operation, draft, reply, disposable);
      else if (watched && reply.status >= 400)
        for (const table of await tablesGrownSince(this.system, before))
          note(`a refusal with ${reply.status} has left a row in ${table}`, reply);
    } catch (error) {
      note(`no answer: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private async succeeded(
    { id, path, method }: Operation,
    draft: Draft,
    { status }: RawReply,
    disposable: boolean,
  ): Promise<void> {
    if (draft.method === method) this.successes.set(id, (this.successes.get(id) ?? new Set()).add(status));
    if (draft.method === 'GET' || draft.method === 'HEAD') return;
    const used = Object.keys(draft.params).map((name) => fixtureNameOf(path, name, method));
    this.fixtures.forget(...used.filter((name) => name !== 'tracks' && name !== 'practitioners'), 'uploadToken');
    if (!disposable) return;
    if (CHANGES_CREDENTIALS.test(path)) this.fixtures.renew();
    await this.fixtures.dropSignedOut();
  }
}
