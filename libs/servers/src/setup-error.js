/** An error that the operator can correct. The message is one sentence that states the fault and the correction. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}
