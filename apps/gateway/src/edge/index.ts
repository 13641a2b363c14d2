export { RouteResponse } from './routes/route-response.js';
export { Authenticator } from './authenticator.js';
export { CurrentCaller, Input, Raw, Route, type RawExchange } from './routes/route.decorator.js';
