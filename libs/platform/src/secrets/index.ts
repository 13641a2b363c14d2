export { isCompactJwt } from './compact-jwt.js';
export { deriveSecret } from './derive-secret.js';
export { signToken, verifyToken } from './signed-token.js';
