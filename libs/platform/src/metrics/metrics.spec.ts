import { expect, test } from '@jest/globals';
import { Metrics } from './metrics.js';

test('the same name returns the same metric, and a name has one kind', async () => {
  const metrics = new Metrics();
  metrics.counter('veza_things_total', 'Things', ['kind']).inc({ kind: 'a' });
  metrics.counter('veza_things_total', 'Things', ['kind']).inc({ kind: 'a' });
  expect(() => metrics.gauge('veza_things_total', 'Things')).toThrow('veza_things_total');
  expect(() => metrics.counter('veza_others_total', 'Others', ['job'])).toThrow('veza_others_total');
  const { body } = await metrics.text();
  expect(body).toContain('veza_things_total{kind="a"} 2');
  expect(body).toContain('process_resident_memory_bytes');
});
