import { spawn } from 'node:child_process';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AppLogger } from '@veza/platform';

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

/** How far ffmpeg is kept apart from its worker. Without namespaces, its container and its network policy remain. */
@Injectable()
export class Isolation implements OnModuleInit {
  /** True when programs run in namespaces of their own. */
  available = false;

  constructor(private readonly logger: AppLogger) {}

  async onModuleInit(): Promise<void> {
    this.available = await namespacesAllowed();
    if (!this.available) this.logger.warn('ffmpeg runs without namespaces of its own: the kernel refuses them');
  }
}
