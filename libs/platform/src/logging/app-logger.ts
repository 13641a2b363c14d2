import { isNativeError } from 'node:util/types';
import type { LoggerService } from '@nestjs/common';
import { requestContext } from '@veza/transport';
import { pino, type DestinationStream, type Level, type Logger } from 'pino';
import { traceIdOf } from '../tracing/trace-context.js';
import { redact, redactText } from './redaction.js';

export interface LoggerOptions {
  service: string;
  replica: string;
  level: string;
  /** Standard output unless a test reads the lines. */
  destination?: DestinationStream;
}

/**
 * Log contexts of Nest's own start-up, logged at debug: they only help with wiring faults. Nest also throws the error
 * of a failed start, and startService logs it in one line.
 */
const CHATTY = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
  'NestMicroservice',
  'ExceptionHandler',
]);

/**
 * The log of a service: JSON lines on standard output with service, replica, request id, trace id and user id; secrets
 * are redacted. A line is a sentence and its facts: `logger.warn('The relay fell behind', { behind: 1200 })`; an error
 * goes under `cause`. It is Nest's logger too, hence the looser parameters.
 */
export class AppLogger implements LoggerService {
  private readonly pino: Logger;

  constructor({ service, replica, level, destination }: LoggerOptions) {
    const options = {
      level,
      base: { service, replica },
      mixin: contextFacts,
      formatters: { level: (label: string) => ({ level: label }) },
    };
    // Synchronous: a pending write at the end of the process would be overtaken by the lines after it.
    this.pino = pino(options, destination ?? pino.destination({ fd: 1, sync: true }));
  }

  log(message: unknown, ...facts: unknown[]): void {
    this.write('info', message, facts);
  }

  warn(message: unknown, ...facts: unknown[]): void {
    this.write('warn', message, facts);
  }

  error(message: unknown, ...facts: unknown[]): void {
    this.write('error', message, facts);
  }

  debug(message: unknown, ...facts: unknown[]): void {
    this.write('debug', message, facts);
  }

  verbose(message: unknown, ...facts: unknown[]): void {
    this.write('trace', message, facts);
  }

  fatal(message: unknown, ...facts: unknown[]): void {
    this.write('fatal', message, facts);
  }

  private write(level: Level, message: unknown, facts: unknown[]): void {
    if (!this.pino.isLevelEnabled(level)) return;
    const line = lineOf(message, facts);
    const chosen = (level === 'info' || level === 'error') && CHATTY.has(String(line.facts.context)) ? 'debug' : level;
    if (this.pino.isLevelEnabled(chosen)) this.pino[chosen](redact(line.facts) ?? {}, redactText(line.text));
  }
}

/** Nest passes (message, stack?, context?) as texts; this platform passes (message, facts). */
function lineOf(message: unknown, rest: unknown[]): { text: string; facts: Record<string, unknown> } {
  const texts = rest.filter((each) => typeof each === 'string');
  const facts: Record<string, unknown> = {};
  if (texts.length > 0) facts.context = texts.at(-1);
  if (texts.length > 1) facts.stack = texts[0];
  for (const each of rest) {
    if (isNativeError(each)) facts.cause = each;
    else if (typeof each === 'object' && each !== null) Object.assign(facts, each);
  }
  if (isNativeError(message)) return { text: message.message, facts: { ...facts, cause: message } };
  if (typeof message === 'object' && message !== null) return { text: '', facts: { ...facts, ...message } };
  return { text: String(message), facts };
}

function contextFacts(): Record<string, unknown> {
  const context = requestContext.get();
  if (!context) return {};
  const { requestId, traceparent, caller } = context;
  return { requestId, traceId: traceIdOf(traceparent), ...(caller.kind === 'user' && { userId: caller.userId }) };
}
