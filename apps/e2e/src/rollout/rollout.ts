import { startProcess } from '@veza/testing';
import { programs } from '../config.js';
import { freePorts } from '../ports.js';
import { migrate, script } from '../processes.js';
import type { TestSystem } from '../test-system.js';
import { Deployment } from './deployment.js';
import { Endpoints } from './endpoints.js';
import { podRules } from './pod-rules.js';
import type { Release } from './release.js';

const APPS = ['gateway', 'chat', 'media', 'catalog', 'booking'] as const;

/** A service: its folder in `k8s/base`, and the variables of the ports on which its pods are reached. */
interface Service {
  readonly name: string;
  readonly app: (typeof APPS)[number];
  readonly entry: 'main' | 'worker';
  readonly replicas: number;
  readonly ports: readonly string[];
  /** Of the Service before its pods. */
  readonly at: readonly number[];
  readonly variables: Record<string, string>;
}

/** All services of a system as deployments of Kubernetes, without Kubernetes: rolled forward and back under load. */
export class Rollout {
  private readonly deployments: Deployment[] = [];
  private readonly endpoints: Endpoints[] = [];

  private constructor(
    private readonly system: TestSystem,
    private readonly random: () => number,
  ) {}

  /** @param system without services */
  static async begin(system: TestSystem, release: Release, random: () => number): Promise<Rollout> {
    const rollout = new Rollout(system, random);
    await rollout.migrate(release);
    const services = servicesOf(system);
    await Promise.all(services.map((service) => rollout.deploy(service, release)));
    await Promise.all(rollout.endpoints.map((each) => each.settled()));
    return rollout;
  }

  /** The migrate step of a version, as its Job runs it. */
  migrate({ folder }: Release): Promise<void> {
    return migrate(APPS, this.system.environment(), folder);
  }

  /** Every deployment replaces one pod, at the same time. */
  async replaceOne(release: Release): Promise<void> {
    await Promise.all(this.deployments.map((each) => each.replaceOne(release)));
  }

  async settled(): Promise<void> {
    await Promise.all(this.deployments.map((each) => each.settled()));
  }

  /** Pods that crashed, and pods that did not end in their time. */
  faults(): string[] {
    return this.deployments.flatMap((each) => [...each.crashes(), ...each.killed]);
  }

  async stop(): Promise<void> {
    await Promise.all(this.deployments.map((each) => each.stop()));
    await Promise.all(this.endpoints.map((each) => each.stop()));
  }

  private async deploy({ name, app, entry, replicas, ports, at, variables }: Service, release: Release): Promise<void> {
    const rules = await podRules(name);
    const endpoints = at.length === 0 ? undefined : await Endpoints.open(at, this.random);
    if (endpoints) this.endpoints.push(endpoints);
    let count = 0;
    const start = async ({ folder }: Release) => {
      const [ops = 0, ...own] = await freePorts(1 + ports.length);
      const listeners = Object.fromEntries(ports.map((variable, n) => [variable, String(own[n])]));
      const process = startProcess(script(app, entry, folder), {
        ...this.system.environment(name === 'media-worker' ? 'worker' : app),
        ...rules.shutdown,
        ...variables,
        ...listeners,
        OPS_PORT: String(ops),
        REPLICA: `${name} ${(count += 1)}`,
      });
      return { process, ops, ports: own };
    };
    const deployment = new Deployment({ name, rules, endpoints, start });
    this.deployments.push(deployment);
    await deployment.begin(release, replicas);
  }
}

function servicesOf(system: TestSystem): Service[] {
  const { http, bytes, chats } = system.ports;
  const [chat = { ws: 0, flat: 0 }] = chats;
  const at = (port: number) => `http://127.0.0.1:${port}`;
  const bytesAt = { MEDIA_URL: at(bytes) };
  const media = { MEDIA_DATA_DIR: system.store, SWEEP_INTERVAL: '1s', ...programs };
  const main = { entry: 'main', replicas: 2, ports: [], at: [], variables: {} } as const;
  return [
    {
      ...main,
      name: 'gateway',
      app: 'gateway',
      ports: ['HTTP_PORT'],
      at: [http],
      variables: { CHAT_URL: at(chat.ws), ...bytesAt },
    },
    { ...main, name: 'chat', app: 'chat', ports: ['WS_PORT', 'WS_FLAT_PORT'], at: [chat.ws, chat.flat] },
    { ...main, name: 'media', app: 'media', ports: ['BYTES_PORT'], at: [bytes], variables: media },
    { ...main, name: 'media-worker', app: 'media', entry: 'worker', replicas: 1, variables: media },
    { ...main, name: 'catalog', app: 'catalog', variables: bytesAt },
    { ...main, name: 'booking', app: 'booking', replicas: 1 },
  ];
}
