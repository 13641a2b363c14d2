/**
 * Loaded by jest's workers. A worker ends when nothing keeps it, and then frees its heap, which takes longer than the half
 * second after which jest reports a leak. Here it exits without that. A handle that keeps it is reported as before.
 */
if (process.send) process.once('beforeExit', () => process.exit());
