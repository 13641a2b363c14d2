import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import type { IJob } from 'kubernetes-models/batch/v1/Job';
import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { IService } from 'kubernetes-models/v1/Service';
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import type { alertRules } from '../alerts.mjs';
import type { IGateway } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/Gateway';
import type { IHTTPRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute';

/** A document of a rendered overlay. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
}

/** Of the Prometheus Operator, as far as the rules read it. */
interface PodMonitor {
  spec: { jobLabel?: string; selector: Parameters<typeof selects>[0]; podMetricsEndpoints: { port: string; path: string }[] };
}

/** A parsed overlay, after validation against the Kubernetes types (schema.mjs). */
interface Kinds {
  ConfigMap: IConfigMap;
  Deployment: IDeployment;
  Gateway: IGateway;
  HTTPRoute: IHTTPRoute;
  HorizontalPodAutoscaler: IHorizontalPodAutoscaler;
  Ingress: IIngress;
  Job: IJob;
  NetworkPolicy: INetworkPolicy;
  PersistentVolumeClaim: IPersistentVolumeClaim;
  PodMonitor: PodMonitor;
  PodDisruptionBudget: IPodDisruptionBudget;
  PrometheusRule: { spec: ReturnType<typeof alertRules> };
  Service: IService;
  ServiceAccount: IServiceAccount;
}

export function ofKind<Kind extends keyof Kinds>(manifests: readonly Manifest[], kind: Kind): (Manifest & Kinds[Kind])[] {
  return manifests.filter((manifest): manifest is Manifest & Kinds[Kind] => manifest.kind === kind);
}

/** A Deployment or Job and its pod. */
export interface Workload {
  kind: 'Deployment' | 'Job';
  /** Of the program: the name of a Job also has a version. */
  name: string;
  labels: Record<string, string>;
  pod: IPodSpec;
  /** Every pod has one container. */
  container: IContainer;
  manifest: Manifest;
}

export function workloadsOf(manifests: readonly Manifest[]): Workload[] {
  return [...ofKind(manifests, 'Deployment'), ...ofKind(manifests, 'Job')].flatMap((manifest) => {
    const template = manifest.spec?.template;
    const container = template?.spec?.containers[0];
    if (!template?.spec || !container) return [];
    const labels = template.metadata?.labels ?? {};
    const name = labels['app.kubernetes.io/name'] ?? manifest.metadata.name;
    return [{ kind: manifest.kind, name, labels, pod: template.spec, container, manifest }];
  });
}

export const deploymentsOf = (manifests: readonly Manifest[]) =>
  workloadsOf(manifests).filter(({ kind }) => kind === 'Deployment');

interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

/** An empty selector selects everything. */
export function selects(selector: Selector | undefined, labels: Record<string, string>): boolean {
  const wanted = Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  const expressions = selector?.matchExpressions ?? [];
  return wanted && expressions.every(({ key, operator, values }) => operator === 'In' && values?.includes(labels[key] ?? ''));
}

export const portsOf = ({ container }: Workload) => container.ports ?? [];

/** A rule returns its findings, one sentence each. */
export interface Rule {
  name: string;
  findings: (manifests: readonly Manifest[]) => string[];
}

/** Of the platform: other pods of an overlay are servers to try it with. */
export const isOurs = ({ container: { image = '' } }: Workload): boolean => /(^|\/)veza\/[a-z]+:/.test(image);
