import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest();
const text = (bytes: Buffer) => bytes.toString('base64url');
/** Bits of the authenticator data. */
const [PRESENT, VERIFIED, ATTESTED] = [0x01, 0x04, 0x40];

interface Signing {
  challenge: string;
  origin: string;
  domain: string;
}

/** How a response differs from an honest one. */
export interface PasskeyFaults {
  counter?: number;
  verified?: boolean;
  type?: string;
  userHandle?: string;
}

/** An authenticator of WebAuthn with one ES256 credential, without the library that the gateway uses. */
export class SoftwarePasskey {
  readonly id = text(randomBytes(16));
  private counter = 0;
  private readonly key: KeyObject;
  private readonly point: { x: Buffer; y: Buffer };

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.key = privateKey;
    this.point = { x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') };
  }

  /** The JSON that a browser sends after `navigator.credentials.create`, with the attestation `none`. */
  create(signing: Signing, { verified = true, type = 'webauthn.create' }: PasskeyFaults = {}) {
    const credentialId = Buffer.from(this.id, 'base64url');
    const attested = Buffer.concat([Buffer.alloc(16), uint16(credentialId.length), credentialId, this.coseKey()]);
    const authData = Buffer.concat([this.head(signing.domain, ATTESTED, verified, this.counter), attested]);
    // CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3, 0x63, ...Buffer.from('fmt'), 0x64, ...Buffer.from('none')]),
      Buffer.from([0x67, ...Buffer.from('attStmt'), 0xa0, 0x68, ...Buffer.from('authData'), 0x59]),
      uint16(authData.length),
      authData,
    ]);
    const response = {
      clientDataJSON: text(clientData(type, signing)),
      attestationObject: text(attestationObject),
      transports: ['internal'],
    };
    return { id: this.id, rawId: this.id, type: 'public-key', response };
  }

  /** The JSON that a browser sends after `navigator.credentials.get`. */
  get(signing: Signing, { verified = true, type = 'webauthn.get', userHandle, counter }: PasskeyFaults = {}) {
    this.counter = counter ?? this.counter + 1;
    const data = clientData(type, signing);
    const authenticatorData = this.head(signing.domain, 0, verified, this.counter);
    const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(data)]), this.key);
    const response = {
      clientDataJSON: text(data),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle,
    };
    return { id: this.id, rawId: this.id, type: 'public-key', response };
  }

  private head(domain: string, flags: number, verified: boolean, counter: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(domain), Buffer.from([PRESENT | flags | (verified ? VERIFIED : 0)]), count]);
  }

  /** CBOR of a COSE key: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} */
  private coseKey(): Buffer {
    const { x, y } = this.point;
    return Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, ...x, 0x22, 0x58, 0x20, ...y]);
  }
}

const clientData = (type: string, { challenge, origin }: Signing) =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
