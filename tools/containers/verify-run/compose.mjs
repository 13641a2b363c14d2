import { copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../stack/workspace/paths.mjs';
import { composeFile } from './compose-file.mjs';
import { healthy, inspect } from './containers.mjs';
import { logsOf, must, podman, run } from './run.mjs';

const PROJECT = 'veza-verify';

/**
 * Runs docker-compose.yml by podman-compose, in a separate folder with its own .env. podman-compose 1.0 ignores the
 * conditions of `depends_on`, so they are implemented here.
 */
export class Compose {
  /** @param {Record<string, string>} settings what stands in .env */
  constructor(settings) {
    this.settings = settings;
    this.folder = mkdtempSync(join(tmpdir(), 'veza-compose-'));
    copyFileSync(join(ROOT, 'docker-compose.yml'), join(this.folder, 'docker-compose.yml'));
    const front = 'tools/containers/front'; // a volume of the front of media
    cpSync(join(ROOT, front), join(this.folder, front), { recursive: true });
  }

  /** Containers of a service, or of all. @param {string[]} [services] */
  names(services = Object.keys(composeFile().services)) {
    return services.flatMap((service) => {
      const count = composeFile().services[service]?.deploy?.replicas ?? 1;
      return Array.from({ length: count }, (_, index) => `${PROJECT}_${service}_${index + 1}`);
    });
  }

  /** @param {string[]} args @param {Record<string, string>} [settings] */
  run(args, settings = this.settings) {
    const env = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(join(this.folder, '.env'), env.join(''), { mode: 0o600 });
    // podman-compose 1.0 takes a variable without a value from its own environment instead of .env.
    return run('podman-compose', ['-p', PROJECT, ...args], { cwd: this.folder, env: { ...process.env, ...settings } });
  }

  /** Starts all services, each when the conditions of its `depends_on` hold. @param {import('./report.mjs').Report} report */
  async up(report) {
    /** @type {Set<string>} */
    const started = new Set();
    const { services } = composeFile();
    while (started.size < Object.keys(services).length) {
      const next = Object.keys(services).filter(
        (name) => !started.has(name) && Object.keys(services[name]?.depends_on ?? {}).every((other) => started.has(other)),
      );
      const { code, output } = await this.run(['up', '-d', '--no-build', ...next]);
      if (code !== 0) throw new Error(`podman-compose up ${next.join(' ')} ended with ${code}:\n${output}`);
      for (const name of next) {
        await this.#settled(name);
        started.add(name);
      }
      report.say(`up: ${next.join(', ')}`);
    }
  }

  /** @param {string} service */
  async #settled(service) {
    const ends = composeFile().services[service]?.restart === 'no';
    for (const name of this.names([service])) {
      if (!ends) {
        await healthy(name);
        continue;
      }
      await podman(['wait', name], { limitMs: 120_000 });
      const { exitCode } = await inspect(name);
      if (exitCode !== 0) throw new Error(`${name} ended with ${exitCode}:\n${await logsOf(name)}`);
    }
  }

  /** @param {{ volumes: boolean }} options */
  async down({ volumes }) {
    await must('podman', ['rm', '-f', '-i', '-t', '10', ...this.names()]);
    if (volumes) {
      const names = Object.keys(composeFile().volumes).map((name) => `${PROJECT}_${name}`);
      await run('podman', ['volume', 'rm', '-f', ...names]);
      await run('podman', ['network', 'rm', '-f', `${PROJECT}_default`]);
    }
  }

  /** After the last `down`. */
  forget() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
