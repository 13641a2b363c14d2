import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { bundleOptions } from '../build/bundle-options.mjs';
import { makeState } from '../stack/workspace/lock.mjs';
import { ROOT, STATE } from '../stack/workspace/paths.mjs';

export const APPS = ['gateway', 'chat', 'media', 'catalog', 'booking', 'community'];

/** The `config.ts` of every app and `describeConfig`, which know the facts of a variable by one registry: one program. */
async function loadConfigs() {
  makeState();
  const folder = mkdtempSync(join(STATE, 'configs-'));
  const modules = [`export { describeConfig } from '${join(ROOT, 'libs/platform/src/index.ts')}';`].concat(
    APPS.map((app) => `export * as ${app} from '${join(ROOT, 'apps', app, 'src/config.ts')}';`),
  );
  try {
    writeFileSync(join(folder, 'configs.mjs'), modules.join('\n'));
    const bundle = await rolldown(bundleOptions({ input: { configs: join(folder, 'configs.mjs') } }));
    await bundle.write({ dir: join(folder, 'dist') });
    return await import(join(folder, 'dist/configs.js'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const { describeConfig, ...configs } = await loadConfigs();

/** What an app's `config.ts` exports that is a schema: zod objects have a `shape`. */
function variablesOf(app) {
  const schemas = Object.values(configs[app]).filter((value) => typeof value === 'object' && value !== null && 'shape' in value);
  const all = schemas.flatMap((schema) => describeConfig(schema));
  return [...new Map(all.map((variable) => [variable.name, variable])).values()];
}

/** Every variable of the apps, once, with the apps that read it: `{ name, description, fallback, required, secret, apps }`. */
export function readVariables() {
  const variables = new Map();
  for (const app of APPS) {
    for (const variable of variablesOf(app)) {
      const known = variables.get(variable.name);
      if (known) known.apps.push(app);
      else variables.set(variable.name, { ...variable, apps: [app] });
    }
  }
  return [...variables.values()];
}
