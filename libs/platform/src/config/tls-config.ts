import type { z } from 'zod';
import { env } from './env-types.js';

/** TLS between services, for those that listen for others or connect to them: to spread beside `PlatformConfig`. */
export const TlsConfig = {
  TLS_CERT: env
    .certificates({ needs: 'TLS_KEY' })
    .optional()
    .describe(
      'File of the certificate of this service with its chain (PEM): its ports for services speak TLS, its calls show it',
    ),
  TLS_KEY: env.privateKey({ needs: 'TLS_CERT' }).optional().describe('File of the private key of TLS_CERT (PEM)'),
  TLS_CA: env
    .certificates()
    .optional()
    .describe('File of the authorities of services (PEM): for https:// addresses, and clients of a port must have a certificate'),
  TLS_CLIENTS: env
    .list([])
    .describe('DNS names in certificates of clients that may connect, separated by commas; default: all certificates of TLS_CA'),
};

export type TlsConfig = z.output<z.ZodObject<typeof TlsConfig>>;
