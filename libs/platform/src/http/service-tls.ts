import { X509Certificate } from 'node:crypto';
import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { createServer as createPlain, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectSecure, createSecureContext, type SecureContextOptions, TLSSocket } from 'node:tls';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { TlsConfig } from '../config/index.js';
import { StartFailure } from '../errors/start-failure.js';
import { AppLogger } from '../logging/app-logger.js';
import { CONFIG } from '../platform.module.js';

/** Files are compared this often: a new certificate serves the next connections. */
const LOOK_MS = 1_000;
const HANDSHAKE_MS = 5_000;
/** Read ahead of the consumer. Node 20 takes 16 KiB, which costs a large body many pauses. */
const READ_BYTES = 65_536;

/**
 * The connections between services, by their address: plain, or TLS 1.3 with the certificates of TLS_CERT, TLS_KEY and
 * TLS_CA. With TLS_CA a listener refuses clients without a certificate of it, and, with TLS_CLIENTS, those of another name.
 * A changed file is read again; a pair that does not fit yet is left until its other half has changed too.
 */
@Injectable()
export class ServiceTls implements OnApplicationShutdown {
  private readonly files: readonly string[];
  private readonly listeners = new Set<ReturnType<typeof createSecure>>();
  private material: SecureContextOptions;
  private context: ReturnType<typeof createSecureContext>;

  constructor(
    @Inject(CONFIG) private readonly config: TlsConfig,
    private readonly logger: AppLogger,
  ) {
    this.files = [config.TLS_CERT, config.TLS_KEY, config.TLS_CA].filter((file) => file !== undefined);
    try {
      this.material = this.read();
      this.context = createSecureContext(this.material);
    } catch (cause) {
      throw new StartFailure('TLS_KEY is not the key of the certificate in TLS_CERT', cause);
    }
    for (const file of this.files) watchFile(file, { interval: LOOK_MS, persistent: false }, this.changed);
  }

  /** A server for other services. */
  listener(options: ServerOptions, handle: RequestListener): Server {
    const { TLS_CERT, TLS_CA } = this.config;
    if (TLS_CERT === undefined) return createPlain(options, handle);
    const clients = { requestCert: TLS_CA !== undefined, rejectUnauthorized: TLS_CA !== undefined };
    const server = createSecure({ ...options, ...this.material, ...clients, handshakeTimeout: HANDSHAKE_MS }, handle);
    server.on('secureConnection', (socket) => {
      if (!this.admits(socket)) socket.destroy();
    });
    this.listeners.add(server);
    server.once('close', () => this.listeners.delete(server));
    return server;
  }

  /** Not connected yet. */
  connect({ protocol, hostname, port }: URL): Socket {
    const host = hostname.replace(/^\[|\]$/g, '');
    const secure = protocol === 'https:';
    const place = { host, port: Number(port || (secure ? 443 : 80)), noDelay: true, highWaterMark: READ_BYTES };
    if (!secure) return connectPlain(place);
    return connectSecure({ ...place, ...(isIP(host) === 0 && { servername: host }), secureContext: this.context });
  }

  /** Connected, and with TLS the server has been checked. */
  open(url: URL, limitMs: number): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = this.connect(url);
      const limit = setTimeout(() => socket.destroy(new Error('no connection in time')), limitMs);
      socket.once('error', reject);
      socket.once('close', () => clearTimeout(limit));
      socket.once(connectedEvent(socket), () => {
        clearTimeout(limit);
        socket.off('error', reject);
        resolve(socket);
      });
    });
  }

  onApplicationShutdown(): void {
    for (const file of this.files) unwatchFile(file, this.changed);
  }

  private read(): SecureContextOptions {
    const text = (file: string | undefined) => (file === undefined ? undefined : readFileSync(file, 'utf8'));
    const { TLS_CERT, TLS_KEY, TLS_CA } = this.config;
    return { cert: text(TLS_CERT), key: text(TLS_KEY), ca: text(TLS_CA), minVersion: 'TLSv1.3' };
  }

  private readonly changed = () => {
    try {
      const material = this.read();
      this.context = createSecureContext(material);
      this.material = material;
      for (const server of this.listeners) server.setSecureContext(material);
      this.logger.log('Certificates were read again', { until: untilOf(material.cert) });
    } catch (cause) {
      this.logger.warn('Changed certificates are not usable: the earlier ones stay', { cause });
    }
  };

  private admits(socket: TLSSocket): boolean {
    const { TLS_CA, TLS_CLIENTS } = this.config;
    if (TLS_CA === undefined || TLS_CLIENTS.length === 0) return true;
    const certificate = socket.getPeerX509Certificate();
    if (TLS_CLIENTS.some((name) => certificate?.checkHost(name) !== undefined)) return true;
    this.logger.warn('A client with another name was refused', { names: certificate?.subjectAltName });
    return false;
  }
}

/** When a socket that was not connected yet is usable. */
export const connectedEvent = (socket: Socket): 'connect' | 'secureConnect' =>
  socket instanceof TLSSocket ? 'secureConnect' : 'connect';

const untilOf = (certificate: SecureContextOptions['cert']) =>
  typeof certificate === 'string' ? new X509Certificate(certificate).validTo : undefined;
