// The OpenAPI document from the contracts alone: `node tools/generate/openapi.mjs` prints it, without a gateway.
import { pathToFileURL } from 'node:url';
import { HTTP_ROUTES, openApiDocument } from '../../libs/contracts/dist/index.js';

/** With addresses relative to wherever a gateway serves it. */
export const document = openApiDocument(HTTP_ROUTES, '/');

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(JSON.stringify(document, null, 2));
