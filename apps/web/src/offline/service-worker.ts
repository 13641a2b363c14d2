/** The only script address that is made from text: the policy of the gateway allows this name. */
const POLICY = 'service-worker';
const ADDRESS = '/app/service-worker.js';

interface ScriptPolicy {
  createScriptURL(text: string): string;
}

declare global {
  interface Window {
    trustedTypes?: { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy };
  }
}

/** Installs the worker that opens the client without connection. Development has none, and a browser may refuse it. */
export async function installServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const policy = window.trustedTypes?.createPolicy(POLICY, { createScriptURL: () => ADDRESS });
  await navigator.serviceWorker.register(policy?.createScriptURL(ADDRESS) ?? ADDRESS).catch(() => undefined);
}
