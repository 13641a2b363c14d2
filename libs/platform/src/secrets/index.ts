export { isCompactJwt } from './compact-jwt.js';
export { deriveSecret, type SecretKey } from './derive-secret.js';
export { digestOf } from './digest-of.js';
export { keyring, type Keyring, type MasterSecrets, withAnyKey } from './keyring.js';
export { KeyringSeal } from './keyring-seal.js';
export { newLinkCode } from './link-code.js';
export { rpcKeys } from './rpc-keys.js';
export { seal, unseal } from './sealed.js';
export { signToken, verifyToken } from './signed-token.js';
