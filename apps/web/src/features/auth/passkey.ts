import type { LoginPasskeyBody, Veza } from '@veza/sdk';

/** The person closed the dialogue of the browser, or it has no passkey for this place. */
export class PasskeyAborted extends Error {
  override readonly name = 'PasskeyAborted';
}

export const passkeysExist = (): boolean =>
  typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

/** Signs a challenge with a passkey: that of a sign-in, or with `ticket` that of its second step. */
export async function assertPasskey(veza: Veza, ticket?: string): Promise<LoginPasskeyBody['credential']> {
  const { data: options } = await veza.loginPasskeyOptions({ body: ticket === undefined ? {} : { ticket } });
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials.get({ publicKey }).catch(() => null);
  if (!(credential instanceof PublicKeyCredential)) throw new PasskeyAborted();
  const { id, rawId, response } = credential.toJSON();
  if (!('signature' in response)) throw new PasskeyAborted();
  return { id, rawId, type: 'public-key', response };
}
