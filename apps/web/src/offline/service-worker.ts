/** The only script address that is made from text: the policy of the gateway allows this name. */
const POLICY = 'service-worker';
const ADDRESS = '/app/service-worker.js';

interface ScriptPolicies {
  createPolicy(name: string, rules: { createScriptURL(text: string): string }): { createScriptURL(text: string): string };
}

const hasPolicies = (scope: object): scope is { trustedTypes: ScriptPolicies } => 'trustedTypes' in scope;

/** Installs the worker that opens the client without connection. Development has none, and a browser may refuse it. */
export async function installServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const policy = hasPolicies(window)
    ? window.trustedTypes.createPolicy(POLICY, { createScriptURL: () => ADDRESS })
    : { createScriptURL: () => ADDRESS };
  await navigator.serviceWorker.register(policy.createScriptURL(ADDRESS), { scope: '/app/' }).catch(() => undefined);
}
