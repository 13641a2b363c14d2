export { isCompactJwt } from './compact-jwt.js';
export { deriveSecret } from './derive-secret.js';
export { seal, unseal } from './sealed.js';
export { signToken, verifyToken } from './signed-token.js';
