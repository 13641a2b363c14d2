export { env } from './env-types.js';
export { PlatformConfig } from './platform-config.js';
export { TlsConfig } from './tls-config.js';
export { ConfigError, loadConfig, parseConfig } from './load-config.js';
export { describeConfig, type VariableDescription } from './describe-config.js';
export { eachServer, withServersOf } from './server-list.js';
