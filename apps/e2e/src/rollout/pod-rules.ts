import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

const BASE = new URL('../../../../k8s/base/', import.meta.url);
const Probe = z.object({ periodSeconds: z.number(), failureThreshold: z.number() });
const Container = z.looseObject({
  name: z.string(),
  readinessProbe: Probe.optional(),
  lifecycle: z.object({ preStop: z.object({ sleep: z.object({ seconds: z.number() }) }) }).optional(),
});
const Deployment = z.object({
  spec: z.looseObject({
    minReadySeconds: z.number().optional(),
    strategy: z.object({ rollingUpdate: z.object({ maxSurge: z.number(), maxUnavailable: z.number() }) }).optional(),
    template: z.object({
      spec: z.looseObject({ terminationGracePeriodSeconds: z.number().optional(), containers: z.array(Container) }),
    }),
  }),
});
const Kustomization = z.looseObject({ configMapGenerator: z.array(z.looseObject({ literals: z.array(z.string()) })) });

/** What Kubernetes does with the pods of a service in a rollout, one more at a time, as the manifests say. */
export interface PodRules {
  readonly probeMs: number;
  /** From the first reply of its probe until it counts. */
  readonly minReadyMs: number;
  /** From the request to end a pod until its SIGTERM. */
  readonly preStopMs: number;
  /** From the same moment until its SIGKILL. */
  readonly graceMs: number;
  readonly shutdown: Record<string, string>;
}

/** @param service a folder of `k8s/base` */
export async function podRules(service: string): Promise<PodRules> {
  const read = async (file: string): Promise<unknown> => parse(await readFile(new URL(file, BASE), 'utf8'));
  const every = Deployment.parse(await read('every-deployment.yaml')).spec;
  const own = Deployment.parse(await read(`${service}/deployment.yaml`)).spec.template.spec;
  const { configMapGenerator } = Kustomization.parse(await read(`${service}/kustomization.yaml`));
  const probe = every.template.spec.containers[0]?.readinessProbe;
  const app = own.containers.find(({ name }) => name === 'app');
  const { maxSurge, maxUnavailable } = every.strategy?.rollingUpdate ?? {};
  if (!probe || !app || maxSurge !== 1 || maxUnavailable !== 0 || own.terminationGracePeriodSeconds === undefined)
    throw new Error(`The manifests of ${service} have no rules of a rollout`);
  const shutdown = configMapGenerator.flatMap(({ literals }) => literals.filter((each) => each.startsWith('SHUTDOWN_')));
  return {
    minReadyMs: (every.minReadySeconds ?? 0) * 1_000,
    probeMs: probe.periodSeconds * 1_000,
    preStopMs: (app.lifecycle?.preStop.sleep.seconds ?? 0) * 1_000,
    graceMs: own.terminationGracePeriodSeconds * 1_000,
    shutdown: Object.fromEntries(shutdown.map((each) => each.split('=', 2))),
  };
}
