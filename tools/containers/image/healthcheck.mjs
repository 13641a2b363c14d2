// Health check of every image: exit code 0 if /readyz is 200. The images have no curl, and this file needs no package.
const answer = await fetch(`http://127.0.0.1:${process.env.OPS_PORT}/readyz`, { signal: AbortSignal.timeout(2_500) }).catch(
  () => undefined,
);
process.exit(answer?.ok ? 0 : 1);
