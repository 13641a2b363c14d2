import type { z } from 'zod';

/** The words of the reference for one kind of frame. */
export interface FrameText {
  /** One line without a full stop: an imperative for a command, a statement for an event. */
  readonly summary: string;
  /** Effect, recipients and limits, in sentences. */
  readonly description: string;
}

export interface FrameDoc extends FrameText {
  /** Types of the frames that a command is answered with, besides `error`. */
  readonly replies?: readonly string[];
  /** The fields of valid frames, each under its title. */
  readonly examples: Readonly<Record<string, unknown>>;
}

const docs = new WeakMap<z.ZodType, FrameDoc>();

/** Attaches its part of the reference to a frame's schema, once. The compiler checks the examples against the schema. */
export function documented<S extends z.ZodType>(
  schema: S,
  text: FrameText & Pick<FrameDoc, 'replies'>,
  examples: Readonly<Record<string, z.input<S>>>,
): S {
  if (docs.has(schema)) throw new Error(`A schema is documented twice: ${text.summary}`);
  docs.set(schema, { ...text, examples });
  return schema;
}

/** The same frame with further fields, under the same documentation. */
export function extended<Shape extends z.ZodRawShape, More extends z.ZodRawShape>(schema: z.ZodObject<Shape>, more: More) {
  const wider = schema.extend(more);
  docs.set(wider, docOf('to extend', schema));
  return wider;
}

/** Throws for a frame without documentation, so that it cannot be published. */
export function docOf(type: string, schema: z.ZodType): FrameDoc {
  const doc = docs.get(schema);
  if (!doc) throw new Error(`The frame ${type} is not documented`);
  return doc;
}
