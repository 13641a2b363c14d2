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

/** What the first page still draws and fetches after its parts are there. */
const AFTER_PAGE_MS = 2_000;

/**
 * Installs the worker that opens the client without connection. It is called once the first page is loaded, and waits: the
 * files that the worker fetches would take processor and line from that page. Development has none, and a browser may refuse it.
 */
export async function installServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  await new Promise((resolve) => setTimeout(resolve, AFTER_PAGE_MS));
  const policy = window.trustedTypes?.createPolicy(POLICY, { createScriptURL: () => ADDRESS });
  await navigator.serviceWorker.register(policy?.createScriptURL(ADDRESS) ?? ADDRESS).catch(() => undefined);
}
