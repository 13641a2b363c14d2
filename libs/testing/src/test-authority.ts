import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as X509 from '@peculiar/x509';
import type { RunningServer } from '@veza/servers';
import pg from 'pg';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/**
 * What OpenSSL says of a certificate from another authority. The words depend on whether the server sends the authority too,
 * and on whether it has the name of a trusted one.
 */
export const UNTRUSTED = /unable to (verify|get)|signature failure|self-signed certificate/;

/** Paths of PEM files. */
export interface CertificateFiles {
  cert: string;
  key: string;
}

/** An authority of one spec file, whose certificates are files in a folder of its own. */
export class TestAuthority {
  /** The file with its certificate. */
  readonly ca: string;
  private issued = 0;

  private constructor(
    private readonly x509: typeof X509,
    private readonly keys: webcrypto.CryptoKeyPair,
    private readonly folder: string,
    certificate: string,
  ) {
    this.ca = join(folder, 'ca.crt');
    writeFileSync(this.ca, certificate);
  }

  static async create(): Promise<TestAuthority> {
    // Not at the top: most specs import this library and make no certificate.
    const x509 = await import('@peculiar/x509');
    const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      keys,
      name: 'CN=Authority of a test',
      signingAlgorithm: ALGORITHM,
      extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
    });
    return new TestAuthority(x509, keys, mkdtempSync(join(tmpdir(), 'veza-authority-')), certificate.toString('pem'));
  }

  /** A certificate for these host names and addresses, in new files or in those of an earlier one. */
  async issue(names: readonly string[], files: CertificateFiles = this.newFiles()): Promise<CertificateFiles> {
    const { x509 } = this;
    const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
    const certificate = await x509.X509CertificateGenerator.create({
      publicKey: keys.publicKey,
      signingKey: this.keys.privateKey,
      subject: `CN=${names[0]}`,
      issuer: 'CN=Authority of a test',
      signingAlgorithm: ALGORITHM,
      extensions: [new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value })))],
    });
    const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
    writeFileSync(files.key, x509.PemConverter.encode(key, 'PRIVATE KEY'), { mode: 0o600 });
    writeFileSync(files.cert, certificate.toString('pem'));
    return files;
  }

  /** A running Postgres begins to accept TLS, with a certificate for these names. */
  async secure(postgres: RunningServer, names: readonly string[]): Promise<void> {
    const files = await this.issue(names, {
      cert: join(postgres.folder, 'server.crt'),
      key: join(postgres.folder, 'server.key'),
    });
    const { uid, gid } = statSync(postgres.folder);
    for (const file of [files.cert, files.key]) chownSync(file, uid, gid);
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await client.query('ALTER SYSTEM SET ssl = on');
    await client.query('SELECT pg_reload_conf()');
    await client.end();
  }

  /** Settings of a Redis that accepts TLS at this port too. */
  async redisSettings(port: number, names: readonly string[]): Promise<Record<string, string>> {
    const { cert, key } = await this.issue(names);
    return {
      'tls-port': String(port),
      'tls-cert-file': cert,
      'tls-key-file': key,
      'tls-ca-cert-file': this.ca,
      'tls-auth-clients': 'no',
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private newFiles(): CertificateFiles {
    this.issued += 1;
    return { cert: join(this.folder, `${this.issued}.crt`), key: join(this.folder, `${this.issued}.key`) };
  }
}
