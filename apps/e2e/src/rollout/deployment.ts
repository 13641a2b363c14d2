import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, type TestProcess } from '@veza/testing';
import type { Endpoints } from './endpoints.js';
import type { PodRules } from './pod-rules.js';
import type { Release } from './release.js';

const READY_MS = 90_000;

export interface Pod {
  readonly process: TestProcess;
  readonly ops: number;
  /** In the order of those of its Service. */
  readonly ports: readonly number[];
}

export interface DeploymentPlan {
  readonly name: string;
  readonly rules: PodRules;
  /** Absent: its pods fetch their work from Redis. */
  readonly endpoints?: Endpoints;
  start(release: Release): Promise<Pod>;
}

/** The pods of a service, replaced as Kubernetes does. */
export class Deployment {
  private pods: Pod[] = [];
  /** Pods that were killed, since their grace was over. */
  readonly killed: string[] = [];
  private readonly ending = new Set<Promise<void>>();

  constructor(private readonly plan: DeploymentPlan) {}

  async begin(release: Release, replicas: number): Promise<void> {
    await Promise.all(Array.from({ length: replicas }, () => this.add(release)));
  }

  /** One pod is replaced: a new one is ready before the oldest ends. */
  async replaceOne(release: Release): Promise<void> {
    const [oldest, ...others] = this.pods;
    if (!oldest) throw new Error(`${this.plan.name} has no pods`);
    this.pods = others;
    await this.add(release);
    const end = this.end(oldest).finally(() => this.ending.delete(end));
    this.ending.add(end);
  }

  /** Resolves when no pod is ending. */
  async settled(): Promise<void> {
    await Promise.all(this.ending);
    await this.plan.endpoints?.settled();
  }

  async stop(): Promise<void> {
    await Promise.all(this.pods.map(({ process }) => process.stop({ ms: this.plan.rules.graceMs })));
    await this.settled();
  }

  /** The last log lines of pods that ended by themselves. */
  crashes(): string[] {
    return this.pods.filter(({ process }) => !process.running).flatMap(({ process }) => process.lines.slice(-5));
  }

  private async add(release: Release): Promise<void> {
    const pod = await this.plan.start(release);
    await eventually(`a pod of ${this.plan.name} to be ready`, () => isReady(pod), {
      ms: READY_MS,
      everyMs: this.plan.rules.probeMs,
    });
    this.plan.endpoints?.add(pod.ports);
    this.pods.push(pod);
    await sleep(this.plan.rules.minReadyMs);
  }

  private async end({ process, ports }: Pod): Promise<void> {
    const { preStopMs, graceMs } = this.plan.rules;
    this.plan.endpoints?.remove(ports);
    await sleep(preStopMs);
    const { signal } = await process.stop({ ms: graceMs - preStopMs });
    if (signal === 'SIGKILL') this.killed.push(`${this.plan.name}:\n${process.lines.slice(-5).join('\n')}`);
  }
}

async function isReady({ process, ops }: Pod): Promise<boolean> {
  if (!process.running) throw new Error(`it ended:\n${process.lines.slice(-10).join('\n')}`);
  return (await fetch(`http://127.0.0.1:${ops}/readyz`, { signal: AbortSignal.timeout(3_000) })).ok;
}
