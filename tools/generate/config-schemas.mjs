import { describeConfig } from '../../libs/platform/dist/index.js';

export const APPS = ['gateway', 'chat', 'media', 'catalog', 'booking'];

/** What an app's `config.ts` exports that is a schema: zod objects have a `shape`. */
async function variablesOf(app) {
  const config = await import(`../../apps/${app}/dist/config.js`);
  const schemas = Object.values(config).filter((value) => typeof value === 'object' && value !== null && 'shape' in value);
  const all = schemas.flatMap((schema) => describeConfig(schema));
  return [...new Map(all.map((variable) => [variable.name, variable])).values()];
}

/** Every variable of the built apps, once, with the apps that read it: `{ name, description, fallback, required, secret, apps }`. */
export async function readVariables() {
  const variables = new Map();
  for (const app of APPS) {
    for (const variable of await variablesOf(app)) {
      const known = variables.get(variable.name);
      if (known) known.apps.push(app);
      else variables.set(variable.name, { ...variable, apps: [app] });
    }
  }
  return [...variables.values()];
}
