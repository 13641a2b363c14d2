import { rereadFile } from '@veza/transport';
import { createTransport, type Transporter } from 'nodemailer';
import type { GatewayConfig } from '../../config.js';

/**
 * Makes the connection to the mail server of SMTP_URL, for each delivery anew, because it keeps the authorities that it was
 * made with. A certificate that does not fit is refused, in production and with SMTP_CA also a server without TLS.
 */
export function mailTransport(config: Pick<GatewayConfig, 'SMTP_URL' | 'SMTP_CA' | 'NODE_ENV'>): (() => Transporter) | undefined {
  const { SMTP_URL: url, SMTP_CA, NODE_ENV } = config;
  if (url === undefined) return undefined;
  const authorities = SMTP_CA === undefined ? undefined : rereadFile(SMTP_CA);
  // nodemailer ignores `ignoreTLS` beside `requireTLS`.
  const plain = new URL(url).searchParams.get('ignoreTLS') === 'true';
  const requireTLS = authorities !== undefined || (NODE_ENV === 'production' && !plain);
  return () =>
    createTransport({
      url,
      requireTLS,
      ...(authorities && { tls: { ca: authorities() } }),
      dnsTimeout: 5_000,
      connectionTimeout: 5_000,
      greetingTimeout: 5_000,
      socketTimeout: 10_000,
    });
}
