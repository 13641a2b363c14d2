/** @typedef {import('./render.mjs').Manifest} Manifest */

/**
 * What `podman kube play` (4.3 and later) can play of an overlay. It knows Pods, Deployments, ConfigMaps and volume claims,
 * and of a pod what a container engine has; so
 * - a Job becomes a Pod with its name and labels: the caller waits for its end before it plays the rest;
 * - Services, NetworkPolicies, autoscalers, disruption budgets, Ingress, routes and the Namespace are left out;
 * - probes over HTTP are left out, since podman makes them with a curl that the images do not have: the HEALTHCHECK of the
 *   image checks the same;
 * - preStop, topology spread, service links and the tokens of service accounts mean nothing to it and stay as they are;
 * - Secrets are no part of an overlay: `podman secret create veza …`, one for each document that secrets.mjs prints.
 *
 * @param {Manifest[]} manifests
 */
export function playable(manifests) {
  /** @type {Manifest[]} */
  const played = [];
  /** @type {string[]} */
  const left = [];
  for (const manifest of manifests) {
    const { kind, metadata, spec } = manifest;
    if (kind === 'ConfigMap' || kind === 'PersistentVolumeClaim') played.push(manifest);
    else if (kind === 'Deployment') played.push({ ...manifest, spec: { ...spec, template: withoutProbes(spec.template) } });
    else if (kind === 'Job') played.push(podOf(manifest));
    else left.push(`${kind} ${metadata.name}`);
  }
  return { played, left };
}

/** @param {Manifest} job @returns {Manifest} */
function podOf({ metadata: { name, namespace, labels }, spec }) {
  const metadata = { name, ...(namespace && { namespace }), ...(labels && { labels }) };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: withoutProbes(spec.template).spec };
}

/** @param {Record<string, any>} template */
function withoutProbes({ metadata, spec }) {
  const containers = spec.containers.map((/** @type {Record<string, any>} */ container) =>
    Object.fromEntries(Object.entries(container).filter(([name, value]) => !(name.endsWith('Probe') && value.httpGet))),
  );
  return { metadata, spec: { ...spec, containers } };
}
