/** What a person has to know and can do something about: the message is one sentence that names the fault and the way out. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}
