import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { contentPolicy } from './content-policy.js';

test('the inline style of the built page is allowed by its digest, and no other one', () => {
  const style = 'body{margin:0}';
  const policy = contentPolicy(undefined, `<head><style>${style}</style></head>`);
  const digest = createHash('sha256').update(style).digest('base64');
  expect(policy).toContain(`style-src 'self' 'sha256-${digest}';`);
  expect(contentPolicy(undefined, '<head></head>')).toContain("style-src 'self';");
});
