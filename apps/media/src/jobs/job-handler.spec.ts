import { expect, test } from '@jest/globals';
import { job } from '@veza/contracts';
import { z } from 'zod';
import { handlersByName } from './job-handler.js';

const contract = (name: string) => job('media', name, { summary: name, payload: z.object({}) });
const handler = (name: string) => ({ contract: contract(name), run: () => Promise.resolve() });
const tree = { a: contract('a'), b: contract('b') };

test('every job has its handler', () => {
  expect([...handlersByName(tree, [handler('a'), handler('b')]).keys()]).toEqual(['a', 'b']);
});

test('a job without a handler, with two handlers or without a contract keeps the worker from starting', () => {
  expect(() => handlersByName(tree, [handler('a')])).toThrow('no handler for the job b');
  expect(() => handlersByName(tree, [handler('a'), handler('b'), handler('b')])).toThrow('more than one handler for the job b');
  expect(() => handlersByName(tree, [handler('a'), handler('b'), handler('c')])).toThrow('a handler for the job c');
});
