import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { z } from 'zod';
import { parseJson } from '@veza/contracts';
import type { World } from '../world.js';
import { brokenDrafts } from './broken.js';
import { type Draft, realNameOf, validDrafts } from './draft.js';
import { type Footprint, footprint, grown } from './footprint.js';
import type { OpenApi, Operation } from '../clients/openapi.js';
import { hangUp, type Reply, send } from './send.js';
import { Things } from './things.js';
import { Verdict } from './verdict.js';

export interface Plan {
  seed: number;
  /** Requests an operation. */
  valid: number;
  broken: number;
}

interface Finding {
  operation: string;
  fault: string;
  draft: Draft;
  seed: number;
  reply?: Reply;
}

/** Calls whose people may not survive them: their sessions end, their accounts go. */
const OF_ACCOUNTS = /\/(users\/me|auth)(\/|$)|\/(login|signup|refresh|logout|forgot-password|reset-password|ws-tickets)$/;
const CHANGES_A_PERSON = /(password|reset|verify-email|profile|users\/me)$/;
/** A refusal is looked after in the tables as often as one in this many times: each look costs as much as a request. */
const LOOKED_AFTER = 4;
const Made = z.object({ id: z.union([z.int(), z.string()]) });
const LONGEST_PRINT = 700;
/** It ends with the first success; the luckless need some dozens. */
const MOST_INSISTENCE = 150;

/** Sends what the seed decides to one operation after another, and remembers each kind of fault once. */
export class Campaign {
  private readonly findings = new Map<string, Finding>();
  private readonly successes = new Map<string, Set<number>>();
  private readonly things: Things;
  private readonly verdict: Verdict;
  private sent = 0;
  private readonly statuses = new Map<number, number>();

  constructor(
    private readonly world: World,
    private readonly api: OpenApi,
  ) {
    this.things = new Things(world, (name) => this.made(name));
    this.verdict = new Verdict(api);
  }

  begin(): Promise<void> {
    return this.things.begin();
  }

  async run(operation: Operation, { seed, valid, broken }: Plan): Promise<void> {
    const own = seed ^ createHash('sha1').update(operation.id).digest().readInt32BE(0); // so that one operation alone gets the same requests
    const right = validDrafts(this.api, operation);
    const drafts = [
      ...fc.sample(right, { seed: own, numRuns: valid }),
      ...fc.sample(brokenDrafts(right), { seed: own, numRuns: broken }),
    ];
    for (const draft of drafts) await this.one(operation, draft, seed);
  }

  /** Asks on as an administrator where chance has not let a request succeed yet; some only they can make. */
  async insist(operation: Operation, seed: number): Promise<void> {
    for (const draft of fc.sample(validDrafts(this.api, operation), { seed, numRuns: MOST_INSISTENCE })) {
      if (this.successes.has(operation.id)) return;
      await this.one(operation, { ...draft, actor: this.sent % 2 === 0 ? 'admin' : 'owner' }, seed);
    }
  }

  /** A thing of which the description itself says how it is made: by a POST to where its kind stands. */
  private async made(name: string): Promise<unknown> {
    const operation = this.api.operations.find(({ method, path }) => method === 'POST' && path.endsWith(`/${name}`));
    if (!operation) return name;
    const look = (each: string) => this.things.look(each, { doomed: false, list: operation.path });
    for (const draft of fc.sample(validDrafts(this.api, operation), { seed: 1, numRuns: MOST_INSISTENCE })) {
      for (const actor of ['owner', 'admin'] as const) {
        const reply = await send(this.world.address, operation.path, { ...draft, actor }, look);
        const made = Made.safeParse(parseJson(reply?.bytes.toString('utf8') ?? ''));
        if (reply?.status === 201 && made.success) return made.data.id;
      }
    }
    return name;
  }

  /** Operations of which no request was carried out: what is only ever refused is hardly tested. */
  neverCarriedOut(operations: readonly Operation[]): string[] {
    return operations.map(({ id }) => id).filter((id) => !this.successes.has(id));
  }

  /** What was found; `command` is how these requests are sent again. */
  report(command: string): string[] {
    return [...this.findings.values()].map(({ operation, fault, draft, seed, reply }) => {
      const again = `FUZZ_SEED=${seed} FUZZ_OPERATION=${operation} ${command}`;
      const said = reply ? `\n   answer: ${reply.bytes.toString('utf8').slice(0, LONGEST_PRINT)}` : '';
      return `${operation}: ${fault}\n   with ${draft.flaw ?? 'nothing wrong'}; again by ${again}\n   ${JSON.stringify(draft).slice(0, LONGEST_PRINT)}${said}`;
    });
  }

  /** How much was asked, and how it was answered. */
  summary(): string {
    const answers = [...this.statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`);
    return `${this.sent} generated requests to ${this.api.operations.length} operations: ${answers.join(', ')}`;
  }

  end(): void {
    hangUp();
  }

  private async one(operation: Operation, draft: Draft, seed: number): Promise<void> {
    const note = (fault: string, reply?: Reply) => {
      const key = `${operation.id}: ${fault.slice(0, 80)}`;
      if (!this.findings.has(key)) this.findings.set(key, { operation: operation.id, fault, draft, seed, reply });
    };
    const doomed = OF_ACCOUNTS.test(operation.path);
    const look = (name: string) => this.things.look(name, { doomed, list: operation.path });
    this.sent += 1;
    const watched = draft.flaw !== undefined && this.sent % LOOKED_AFTER === 0;
    try {
      let before: Footprint = new Map();
      const reply = await send(this.world.address, operation.path, draft, look, async () => {
        if (watched) before = await footprint(this.world);
      });
      if (!reply) return;
      this.statuses.set(reply.status, (this.statuses.get(reply.status) ?? 0) + 1);
      for (const fault of this.verdict.faults(operation, draft, reply)) note(fault, reply);
      if (reply.status < 300) await this.succeeded(operation, draft, reply, doomed);
      else if (watched && reply.status >= 400)
        for (const table of await grown(this.world, before))
          note(`a refusal with ${reply.status} has left a row in ${table}`, reply);
    } catch (error) {
      note(`no answer: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private async succeeded({ id, path, method }: Operation, draft: Draft, { status }: Reply, doomed: boolean): Promise<void> {
    if (draft.method === method) this.successes.set(id, (this.successes.get(id) ?? new Set()).add(status));
    if (draft.method === 'GET' || draft.method === 'HEAD') return;
    const used = Object.keys(draft.params).map((name) => realNameOf(path, name, method));
    this.things.forget(...used.filter((name) => name !== 'tracks' && name !== 'practitioners'), 'uploadToken');
    if (!doomed) return;
    if (CHANGES_A_PERSON.test(path)) this.things.renew();
    await this.things.dismissTheDead();
  }
}
