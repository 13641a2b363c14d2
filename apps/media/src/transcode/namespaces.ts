import { spawn } from 'node:child_process';

/**
 * Runs a program in namespaces of its own. It has no network, not even that of this machine. In another user namespace
 * it cannot read memory or environment of a process of the same user, hence no secret of the worker.
 */
export const OWN_NAMESPACES: readonly string[] = ['unshare', '--user', '--net', '--ipc', '--uts', '--'];

/** Whether the kernel lets this process make namespaces: by default yes on Debian, in most container runtimes no. */
export function namespacesAllowed(): Promise<boolean> {
  const [command = '', ...args] = [...OWN_NAMESPACES, 'true'];
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore' });
    child.on('error', () => resolve(false)); // not Linux
    child.on('close', (code) => resolve(code === 0));
  });
}
