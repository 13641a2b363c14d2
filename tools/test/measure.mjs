import { ChildProcess } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { Server as HttpServer } from 'node:http';
import { Server } from 'node:net';
import { statOf } from '../../libs/servers/src/processes.js';
import { watchBrowsers } from './browser-time.mjs';

/**
 * The cost of the files of tests. A process of jest loads this module first, and at its end appends its own cost to the file
 * that VEZA_TEST_MEASURES names, as a line of JSON. `measured-environment.mjs` appends a line for each spec of a group.
 *
 * @typedef {{ wallMs: number, cpuMs: number, starts: number }} Cost
 */
let starts = 0;
let browserMs = () => 0;
const began = usage();

/**
 * From the begin of this process: the processor time of this process and of all that it has started and that has ended, and
 * the number of processes and of HTTP servers that it has started.
 *
 * @returns {Cost}
 */
export function usage() {
  return { wallMs: performance.now(), cpuMs: processorMs() + browserMs(), starts };
}

/** Appends and returns the cost since an earlier `usage`. @param {string | null} file null for the whole process @param {Cost} since */
export function record(file, since) {
  const { VEZA_TEST_MEASURES: measures } = process.env;
  const now = usage();
  const cost = { wallMs: now.wallMs - since.wallMs, cpuMs: now.cpuMs - since.cpuMs, starts: now.starts - since.starts };
  if (measures) appendFileSync(measures, `${JSON.stringify({ file, ...cost })}\n`);
  return cost;
}

/** Linux counts ended children too (proc(5): utime, stime, cutime, cstime, in hundredths); elsewhere they are missing. */
export function processorMs() {
  if (process.platform !== 'linux') {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  }
  const { fields } = statOf('self');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * 10;
}

/** All processes since the machine has started: user, nice, system (proc(5)). Zero where that is not known. */
export function machineMs() {
  if (!existsSync('/proc/stat')) return 0;
  const [, user, nice, system] = /^cpu +(\d+) (\d+) (\d+)/.exec(readFileSync('/proc/stat', 'utf8')) ?? [];
  return (Number(user) + Number(nice) + Number(system)) * 10;
}

/** Counts calls of a method. @param {object} prototype @param {string} method @param {(self: unknown) => boolean} counts */
function count(prototype, method, counts) {
  const original = Reflect.get(prototype, method);
  Reflect.set(prototype, method, function (/** @type {unknown[]} */ ...args) {
    // @ts-expect-error `this` is the object on which the method is called
    const self = this;
    if (counts(self)) starts += 1;
    return Reflect.apply(original, self, args);
  });
}

if (process.env.VEZA_TEST_MEASURES) {
  count(ChildProcess.prototype, 'spawn', () => true);
  count(Server.prototype, 'listen', (server) => server instanceof HttpServer);
  if (process.platform === 'linux') browserMs = watchBrowsers();
  process.once('exit', () => record(null, { ...began, wallMs: 0, cpuMs: 0 }));
}
