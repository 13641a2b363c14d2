import type { WireSignIn } from '@veza/contracts';
import type { SignInEvent } from './sign-in-event.entity.js';

export const wireSignIn = ({ kind, method, detail, device, network, at }: SignInEvent): WireSignIn => ({
  kind,
  method,
  detail,
  device,
  network: network && blockOf(network),
  at: at.toISOString(),
});

/** As `networkOf` spells networks: three numbers, or four groups. */
const blockOf = (network: string) => (network.includes(':') ? `${network}::/64` : `${network}.0/24`);
