import { TestEnvironment } from 'jest-environment-node';
import { send } from './live.mjs';
import { record, usage } from './measure.mjs';

/** Jest's environment, which records the cost of each spec of a group: from the begin of its `describe` to its end. */
export default class MeasuredEnvironment extends TestEnvironment {
  /** @type {import('./measure.mjs').Cost | undefined} */
  begun;

  /** @param {import('@jest/types').Circus.Event} event */
  handleTestEvent = (event) => {
    if (event.name !== 'run_describe_start' && event.name !== 'run_describe_finish') return;
    const { name, parent } = event.describeBlock;
    if (parent === undefined || parent.parent !== undefined || !name.endsWith('.spec.ts')) return;
    if (event.name === 'run_describe_start') this.begun = usage();
    else if (this.begun) send({ kind: 'spec', spec: name, cost: record(name, this.begun) });
  };
}
