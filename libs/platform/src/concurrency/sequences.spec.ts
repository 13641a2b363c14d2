import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Sequences } from './sequences.js';

test('tasks with the same key run one after the other, after a failed one too, and others meanwhile', async () => {
  const sequences = new Sequences();
  const log: string[] = [];
  const submit = (key: string, name: string, fails = false) =>
    sequences.run(key, async () => {
      log.push(`${name} in`);
      await turn();
      log.push(`${name} out`);
      if (fails) throw new Error(name);
      return name;
    });
  const [first, second, other] = [submit('a', 'first', true), submit('a', 'second'), submit('b', 'other')];
  await expect(first).rejects.toThrow('first');
  expect(await Promise.all([second, other])).toEqual(['second', 'other']);
  expect(log.indexOf('second in')).toBeGreaterThan(log.indexOf('first out'));
  expect(log.indexOf('other in')).toBeLessThan(log.indexOf('first out'));
  expect(sequences.size).toBe(0);
});
