import type { LoginPasskeyBody, PasskeyCreationOptions, PasskeyRequestOptions, AddPasskeyBody } from '@veza/sdk';

/** The person closed the dialogue of the browser, or it has no passkey for this place. */
export class PasskeyAborted extends Error {
  override readonly name = 'PasskeyAborted';
}

export const passkeysExist = (): boolean =>
  typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

/** Signs a challenge with a passkey of this person. */
export async function signWithPasskey(options: PasskeyRequestOptions): Promise<LoginPasskeyBody['credential']> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials.get({ publicKey }).catch(() => null);
  if (!(credential instanceof PublicKeyCredential)) throw new PasskeyAborted();
  const { id, rawId, response } = credential.toJSON();
  if (!('signature' in response)) throw new PasskeyAborted();
  return { id, rawId, type: 'public-key', response };
}

/** Makes a new passkey on this device, or on another one that the browser offers. */
export async function makePasskey(options: PasskeyCreationOptions): Promise<AddPasskeyBody['credential']> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const credential = await navigator.credentials.create({ publicKey }).catch(() => null);
  if (!(credential instanceof PublicKeyCredential)) throw new PasskeyAborted();
  const { id, rawId, response } = credential.toJSON();
  if (!('attestationObject' in response)) throw new PasskeyAborted();
  return { id, rawId, type: 'public-key', response };
}
