import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { Keywords } from './openapi.js';

const Document = z.object({
  channels: z.record(z.string(), z.object({ 'x-close-codes': z.record(z.string(), z.unknown()) })),
  components: z.object({ messages: z.record(z.string(), z.object({ name: z.string(), payload: z.unknown() })) }),
});

/** A command of a dialect, as the document declares it. */
export interface FrameCommand {
  readonly dialect: string;
  readonly type: string;
  readonly payload: unknown;
}

/** The AsyncAPI document of a running system. */
export class AsyncApi {
  readonly dialects: readonly string[];
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false });
  private readonly validators = new Map<string, ValidateFunction>();

  private constructor(private readonly document: z.output<typeof Document>) {
    this.dialects = Object.keys(document.channels);
  }

  /** Throws for an invalid document. */
  static parse(document: unknown): AsyncApi {
    return new AsyncApi(Document.parse(document));
  }

  /** The commands of a dialect. */
  commands(dialect: string): FrameCommand[] {
    const prefix = `${dialect}.in.`;
    return Object.entries(this.document.components.messages)
      .filter(([name]) => name.startsWith(prefix))
      .map(([, { name, payload }]) => ({ dialect, type: name, payload }));
  }

  keywords(schema: unknown): Keywords {
    return Keywords.parse(schema);
  }

  /** Whether the dialect declares this close code. */
  declaresClose(dialect: string, code: number): boolean {
    return String(code) in (this.document.channels[dialect]?.['x-close-codes'] ?? {});
  }

  /** Why a frame does not match its declaration; undefined if it does. */
  mismatchOf(dialect: string, direction: 'in' | 'out', type: string, frame: unknown): string | undefined {
    const name = `${dialect}.${direction}.${type}`;
    const message = this.document.components.messages[name];
    if (!message) return `${name} is not declared`;
    const validate = this.validators.get(name) ?? this.ajv.compile(z.record(z.string(), z.unknown()).parse(message.payload));
    this.validators.set(name, validate);
    return validate(frame) ? undefined : `${name}: ${this.ajv.errorsText(validate.errors, { dataVar: 'frame' })}`;
  }
}
