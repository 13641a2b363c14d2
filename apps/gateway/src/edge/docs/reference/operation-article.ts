import { escaped } from '../../html.js';
import { type ApiDocument, type ApiOperation, resolved } from './api-document.js';
import { factsOf, fieldsOf, term } from './fields.js';
import { curlOf, typescriptOf } from './samples.js';
import { inline, sample } from '../markup/markup.js';

/** A call: what it does and takes in one column, its samples and its response in the other. */
export function operationArticle(api: ApiDocument, operation: ApiOperation): string {
  const { operationId: id, method, path, summary } = operation;
  return `<article id="${id}">
<div class="text"><h3><a href="#${id}">${escaped(summary)}</a></h3>
<p class="call"><b>${method}</b> <code>${escaped(path)}</code></p>
${facts(operation)}<p>${inline(operation.description)}</p>
${parameters(api, operation)}${bodies(api, operation)}${statuses(operation)}</div>
<div class="samples">${sample('ts', 'TypeScript', typescriptOf(api, operation))}${sample('sh', 'curl', curlOf(api, operation))}${response(api, operation)}</div>
</article>`;
}

/** A message that a receiver of webhooks gets. */
export function messageArticle(api: ApiDocument, message: ApiOperation): string {
  const { operationId: id, path, summary } = message;
  const example = JSON.stringify(message.requestBody?.content['application/json']?.example, null, 2);
  return `<article id="${id}">
<div class="text"><h3><a href="#${id}">${escaped(summary)}</a></h3>
<p class="call"><b>Event</b> <code>${escaped(path)}</code></p>
${bodies(api, message)}</div>
<div class="samples">${sample('json', 'Message', example)}</div>
</article>`;
}

function facts({ deprecated, 'x-since': since }: ApiOperation): string {
  const marks = [since === 'next' ? 'in the next version' : `since ${since}`, ...(deprecated ? ['deprecated'] : [])];
  return `<p class="marks">${marks.map((mark) => `<small>${escaped(mark)}</small>`).join(' ')}</p>`;
}

function parameters(api: ApiDocument, { parameters: all }: ApiOperation): string {
  if (all.length === 0) return '';
  const rows = all.map(({ name, schema, required, description = '' }) =>
    term({ name, facts: factsOf(api, schema, required), description }),
  );
  return `<h4>Parameters</h4><dl>${rows.join('')}</dl>`;
}

function bodies(api: ApiDocument, { requestBody }: ApiOperation): string {
  return Object.entries(requestBody?.content ?? {})
    .map(([type, { schema }]) => `<h4>Body <small>${escaped(type)}</small></h4>${fieldsOf(api, schema)}`)
    .join('');
}

function statuses({ responses }: ApiOperation): string {
  const [good, bad] = [true, false].map((isGood) => Object.keys(responses).filter((status) => /^[23]/.test(status) === isGood));
  const rows = (good ?? []).map((status) => term({ name: status, facts: '', description: responses[status]?.description ?? '' }));
  return `<h4>Responses</h4><dl>${rows.join('')}</dl><p>Errors: ${(bad ?? []).map((status) => `<a href="/docs/guides/errors">${status}</a>`).join(', ')}</p>`;
}

function response(api: ApiDocument, { responses }: ApiOperation): string {
  const media = Object.entries(responses).find(
    ([status, { content }]) => status.startsWith('2') && content?.['application/json'],
  );
  const json = media?.[1].content?.['application/json'];
  if (!media || !json) return '';
  const example = json.example ?? resolved(api, json.schema).examples?.[0];
  const fields = fieldsOf(api, json.schema);
  return (
    sample('json', `Response ${media[0]}`, JSON.stringify(example, null, 2)) +
    (fields && `<details><summary>Fields of the response</summary>${fields}</details>`)
  );
}
