import { expect, test } from '@jest/globals';
import { HTTP_ROUTES, openApiDocument } from '@veza/contracts';
import { readApi } from './api-document.js';
import { referencePages } from './reference-pages.js';
import { curlOf, typescriptOf } from './samples.js';

const api = readApi(JSON.parse(JSON.stringify(openApiDocument(HTTP_ROUTES, 'https://api.veza.test'))));
const pages = new Map([...referencePages(api)].map(([path, make]) => [path, make()]));
const operation = (id: string) => {
  const found = api.operations.find(({ operationId }) => operationId === id);
  if (!found) throw new Error(`there is no operation ${id}`);
  return found;
};

test('every call is in the overview and once in a section', () => {
  const overview = pages.get('/docs') ?? '';
  const sections = [...pages].filter(([path]) => path.startsWith('/docs/reference/')).map(([, page]) => page);
  for (const { operationId } of api.operations) {
    expect([operationId, overview.split(` id="${operationId}"`).length]).toEqual([operationId, 2]);
    expect([operationId, sections.join('').split(`<article id="${operationId}"`).length]).toEqual([operationId, 2]);
  }
});

test('links of the pages lead to pages and to calls, and no page has a script, a style or a host of others', () => {
  const calls = new Set(api.operations.map(({ operationId }) => operationId));
  const files = /^\/(docs\/(style\.css|script\.js|console)|openapi\.json|asyncapi\.json)$/;
  const broken = [...pages].flatMap(([path, page]) =>
    [...page.matchAll(/(?:href|src)="(\/[^"#]*)(?:#(\w+))?"/g)].flatMap(([link, to = '', call]) =>
      (pages.has(to) || files.test(to)) && (call === undefined || calls.has(call)) ? [] : [`${path}: ${link}`],
    ),
  );
  expect(broken).toEqual([]);
  for (const page of pages.values()) expect(page).not.toMatch(/<script>|<style|style="| on\w+="|(src|href)="https?:/);
});

test('second spellings are folded away, with the call that takes their place', () => {
  const page = pages.get('/docs/reference/authentication') ?? '';
  const [before = '', folded = ''] = page.split('<details class="others">');
  expect(before).toContain('<article id="login">');
  expect(before).not.toContain('<article id="loginEnveloped">');
  expect(folded).toContain('<code>loginEnveloped</code> is <a href="/docs#login">');
});

test('a call has samples for a shell and for the SDK', () => {
  expect(curlOf(api, operation('deleteProduct'))).toBe(
    `curl -X DELETE 'https://api.veza.test/api/v1/products/7' \\\n  -H "Authorization: Bearer $TOKEN"`,
  );
  expect(typescriptOf(api, operation('deleteProduct'))).toBe('await veza.deleteProduct({ path: { id: 7 } });');
  expect(typescriptOf(api, operation('listProducts'))).toBe('const { data } = await veza.listProducts();');
  expect(curlOf(api, operation('uploadTrack'))).toContain('-F audio=@file');
  expect(typescriptOf(api, operation('uploadTrack'))).toContain('audio: file');
  expect(curlOf(api, operation('createProduct'))).toContain("-H 'Content-Type: application/json' \\\n  -d '{");
});
