export { RouteResponse, written } from './routes/route-response.js';
export { acceptForms } from './bodies.js';
export { exchangeOf } from './exchange.js';
export { pathsOf } from './routes.js';
export { sendFile } from './streamed-file.js';
export { escaped } from './html.js';
export { RequestLimits } from './request-limits.js';
export { Authenticator } from './authenticator.js';
export { CurrentCaller, Input, Raw, Route, type RawExchange } from './routes/route.decorator.js';
