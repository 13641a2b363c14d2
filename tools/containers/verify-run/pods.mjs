import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseAllDocuments, stringify } from 'yaml';
import { ROOT } from '../../stack/workspace/paths.mjs';
import { playable } from '../../k8s/playable.mjs';
import { render } from '../../k8s/render.mjs';
import { inspect, judgeStartTimes, startTime } from './containers.mjs';
import { logsOf, must, podman, run } from './run.mjs';

const NETWORK = 'veza-verify-pods';
const SERVERS = ['postgres', 'redis'];
/** Volumes of podman are global; `down` removes these. */
const CLAIM = 'veza-verify-';

/** The network of the pods, created anew, and the address of this machine in it, which has no name there. */
export async function makeNetwork() {
  await removeNetwork();
  await podman(['network', 'create', NETWORK]);
  const [{ subnets }] = JSON.parse(await podman(['network', 'inspect', NETWORK]));
  return String(subnets[0].gateway);
}

export const removeNetwork = () => run('podman', ['network', 'rm', '-f', NETWORK]);

/**
 * The local overlay as podman pods, in the order in which a cluster settles: servers, migration, services. Each pod has the
 * name of its Service in the network, since podman does not know Services.
 */
export class Pods {
  /** @param {Record<string, string>} settings what the ConfigMap of all gets besides @param {boolean} standIns the servers' images are local ones */
  constructor(settings, standIns) {
    const { played, left } = playable(render('k8s/overlays/local'));
    this.left = left;
    this.standIns = standIns;
    for (const map of played) if (/^veza-/.test(map.metadata.name) && map.kind === 'ConfigMap') Object.assign(map.data, settings);
    const maps = new Map(played.flatMap(({ kind, metadata, data }) => (kind === 'ConfigMap' ? [[metadata.name, data]] : [])));
    for (const manifest of played) adapt(manifest, maps, standIns);
    this.shared = played.filter(({ kind }) => kind === 'ConfigMap' || kind === 'PersistentVolumeClaim');
    this.volumes = this.shared.filter(({ kind }) => kind === 'PersistentVolumeClaim').map(({ metadata }) => metadata.name);
    this.pods = played.filter(({ kind }) => kind === 'Deployment' || kind === 'Pod');
    this.secrets = secrets();
    // The mail server is part of a Secret, which each installation adds.
    Object.assign(this.secrets.veza ?? {}, { SMTP_URL: settings.SMTP_URL });
    this.folder = mkdtempSync(join(tmpdir(), 'veza-pods-'));
  }

  /** The service container of a pod: podman numbers the replicas of a deployment from 0. @param {string} name */
  container(name) {
    const pod = this.pods.find(({ metadata }) => metadata.name === name);
    return `${name}${pod?.kind === 'Deployment' ? '-pod-0' : ''}-app`;
  }

  /** The deployments of the platform. */
  get services() {
    return this.pods.map(({ metadata }) => metadata.name).filter((name) => !SERVERS.includes(name) && !this.#ends(name));
  }

  /** @param {import('./report.mjs').Report} report */
  async up(report) {
    report.note(
      `left out of the overlay, which podman does not know: ${kinds(this.left)}; HTTP probes (the images' own health check stands for them)`,
    );
    if (this.standIns)
      report.note('the stand-ins of postgres and redis run as their own users, so their securityContext is left out');
    for (const [name, data] of Object.entries(this.secrets)) {
      const encoded = Object.fromEntries(
        Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
      );
      const file = join(this.folder, `${name}.json`);
      writeFileSync(file, JSON.stringify(encoded), { mode: 0o600 });
      await podman(['secret', 'create', name, file]);
    }
    const names = this.pods.map(({ metadata }) => metadata.name);
    for (const name of SERVERS) await this.#play(name);
    for (const name of SERVERS) await this.#isReady(name);
    for (const name of names.filter((each) => this.#ends(each))) {
      await this.#play(name);
      const code = await podman(['wait', this.container(name)], { limitMs: 120_000 });
      if (code !== '0') throw new Error(`the ${name} ended with ${code}:\n${await logsOf(this.container(name))}`);
    }
    // One after another: parallel work of podman would distort the start times.
    for (const name of this.services) {
      await this.#play(name);
      await this.#isReady(name);
    }
    const times = this.services.map(async (name) => /** @type {const} */ ([name, await startTime(this.container(name))]));
    judgeStartTimes(await Promise.all(times), report);
  }

  /** @param {string} name */
  async #play(name) {
    const pod = this.pods.find(({ metadata }) => metadata.name === name);
    const file = join(this.folder, `${name}.yaml`);
    writeFileSync(file, [...this.shared, pod].map((manifest) => stringify(manifest)).join('---\n'));
    this.shared = this.shared.filter(({ kind }) => kind === 'ConfigMap'); // a volume is created once
    await must('podman', ['kube', 'play', '--network', `${NETWORK}:alias=${name}`, file], { limitMs: 120_000 });
  }

  /** podman runs neither HTTP probes nor image health checks, so readiness is checked inside each container. @param {string} name */
  async #isReady(name) {
    const pod = this.pods.find(({ metadata }) => metadata.name === name);
    /** @type {string[]} */
    const command = pod?.spec.template.spec.containers[0].readinessProbe?.exec.command ?? ['node', '/veza/healthcheck.mjs'];
    const until = Date.now() + 60_000;
    for (;;) {
      const { code } = await run('podman', ['exec', this.container(name), ...command], { limitMs: 10_000 });
      if (code === 0) return;
      if (Date.now() > until) throw new Error(`${name} does not respond:\n${await logsOf(this.container(name))}`);
      await sleep(250);
    }
  }

  /** @param {string} name */
  #ends(name) {
    return this.pods.some(({ kind, metadata }) => metadata.name === name && kind === 'Pod');
  }

  /** Where the kit finds them: at the pods' own addresses. @param {number} mailboxPort @returns {Promise<Record<string, string>>} */
  async addresses(mailboxPort) {
    const address = async (/** @type {string} */ name) => {
      const infra = await podman(['pod', 'inspect', '--format', '{{.InfraContainerID}}', `${name}-pod-0`]);
      return (await inspect(infra)).address;
    };
    const [gateway, chat] = [await address('gateway'), await address('chat')];
    return {
      VEZA_HTTP: `http://${gateway}:8080`,
      VEZA_WS: `ws://${chat}:3001`,
      VEZA_WS_FLAT: `ws://${chat}:9001`,
      VEZA_WS_CHAT: `ws://${gateway}:8080`,
      NOVA_HTTP: `http://${gateway}:8080/api`,
      NOVA_WS: `ws://${gateway}:8080`,
      VEZA_OUTBOX: `http://localhost:${mailboxPort}`,
      NOVA_ADMIN_PASSWORD: this.secrets.veza?.ADMIN_PASSWORD ?? '',
    };
  }

  async down() {
    const pods = this.pods.map(({ kind, metadata: { name } }) => (kind === 'Deployment' ? `${name}-pod-0` : name));
    await must('podman', ['pod', 'rm', '-f', '-i', '-t', '10', ...pods]);
    await run('podman', ['volume', 'rm', '-f', ...this.volumes]);
    await run('podman', ['secret', 'rm', ...Object.keys(this.secrets)]);
  }

  /** After the last `down`. */
  forget() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * In podman 4.3, unlike in a cluster, a variable of `envFrom` overrides one of `env`, so variables are passed one by one.
 *
 * @param {import('../../k8s/render.mjs').Manifest} manifest @param {Map<string, Record<string, string>>} maps @param {boolean} standIns
 */
function adapt({ kind, metadata, spec }, maps, standIns) {
  if (kind === 'PersistentVolumeClaim') metadata.name = CLAIM + metadata.name;
  const pod = kind === 'Deployment' ? spec.template.spec : kind === 'Pod' ? spec : undefined;
  for (const { persistentVolumeClaim: claim } of pod?.volumes ?? []) if (claim) claim.claimName = CLAIM + claim.claimName;
  for (const container of pod?.containers ?? []) {
    const { env = [], envFrom = [] } = container;
    const shared = Object.assign({}, ...envFrom.map((/** @type {any} */ { configMapRef }) => maps.get(configMapRef.name)));
    for (const { name } of env) delete shared[name];
    container.env = [...Object.entries(shared).map(([name, value]) => ({ name, value })), ...env];
    delete container.envFrom;
  }
  if (!standIns || !SERVERS.includes(metadata.name) || !pod) return;
  delete pod.securityContext;
  for (const container of pod.containers) delete container.securityContext;
}

/** What tools/k8s/secrets.mjs prints for a cluster. @returns {Record<string, Record<string, string>>} */
function secrets() {
  const text = execFileSync(process.execPath, [join(ROOT, 'tools/k8s/secrets.mjs')], { encoding: 'utf8' });
  const documents = parseAllDocuments(text).map((document) => document.toJS());
  return Object.fromEntries(documents.map(({ metadata, stringData }) => [metadata.name, stringData]));
}

/** `12 NetworkPolicy, 6 Service`. @param {string[]} left */
function kinds(left) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const line of left) {
    const [kind = ''] = line.split(' ');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
}
