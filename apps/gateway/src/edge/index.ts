export { RouteResponse } from './route-response.js';
export { Authenticator } from './authenticator.js';
export { CurrentCaller, Input, Raw, Route, type RawExchange } from './route.decorator.js';
