import fc from 'fast-check';
import type { AsyncApi, FrameCommand } from '../clients/asyncapi.js';
import { HOSTILE_BYTES, HOSTILE_JSON, HOSTILE_NAMES, hostileValues } from './hostile-values.js';
import { withProperty } from './json-mutations.js';
import { type Hint, valuesOf } from './schema-values.js';

type Frame = Readonly<Record<string, unknown>>;

/** A generated frame: text or, with `binary`, bytes. */
export interface FrameDraft {
  readonly type: string;
  readonly text: string;
  readonly binary: boolean;
  /** The intended flaw; absent in a valid frame. */
  readonly flaw?: string;
}

/** Objects that exist in the system; a frame names one of them in most cases. */
export interface FrameObjects {
  readonly rooms: readonly string[];
  readonly users: readonly number[];
  readonly messages: readonly number[];
  readonly token: string;
}

/** No schema describes which texts are emoji. */
const EMOJI = fc.constantFrom('👍', '❤️', '🎉');

const draft = (type: string, frame: Frame, flaw?: string): FrameDraft => ({
  type,
  text: JSON.stringify(frame),
  binary: false,
  flaw,
});

/** Frames of a command: as declared, or with one flaw. */
export function frameDrafts(api: AsyncApi, command: FrameCommand, objects: FrameObjects): fc.Arbitrary<FrameDraft> {
  const { type } = command;
  const valid = validFrames(api, command, objects);
  const plain = valid.map((frame) => draft(type, frame));
  const changed = valid.chain((frame) => changedFrames(frame).map(([other, flaw]) => draft(type, other, flaw)));
  const others = fc.oneof(
    fc.constantFrom(...HOSTILE_JSON.filter((text) => text.length < 200_000)).map((text) => other(type, text, false)),
    fc.constantFrom(...HOSTILE_BYTES).map((text) => other(type, text, true)),
    valid.map((frame) => other(type, JSON.stringify(frame), true)),
  );
  return fc.oneof({ weight: 6, arbitrary: plain }, { weight: 8, arbitrary: changed }, { weight: 1, arbitrary: others });
}

const other = (type: string, text: string, binary: boolean): FrameDraft => ({ type, text, binary, flaw: 'another frame' });

function validFrames(api: AsyncApi, command: FrameCommand, objects: FrameObjects): fc.Arbitrary<Frame> {
  const plain = hintOf(api, objects);
  const hint: Hint = (name, values) => {
    if (name === 'messages') return batches(api, command.dialect, plain);
    return name === 'content' && command.type === 'reaction' ? fc.oneof(EMOJI, values) : plain(name, values);
  };
  return valuesOf(api, command.payload, hint).map((frame) => ({ ...Object(frame), type: command.type }));
}

/** Frames of the other commands, in one. */
function batches(api: AsyncApi, dialect: string, hint: Hint): fc.Arbitrary<unknown> {
  const inner = api.commands(dialect).filter(({ type }) => type !== 'message_batch' && type !== 'auth');
  return fc.array(fc.oneof(...inner.map(({ payload }) => valuesOf(api, payload, hint))), { minLength: 1, maxLength: 3 });
}

/** What a schema cannot express: which room, user and message exist, in numbers or in texts. */
function hintOf(api: AsyncApi, { rooms, users, messages, token }: FrameObjects): Hint {
  const asDeclared = (ids: readonly number[], plain: fc.Arbitrary<unknown>) =>
    fc.tuple(plain, fc.constantFrom(...ids)).map(([value, id]) => (typeof value === 'string' ? String(id) : id));
  const record = (names: readonly (string | number)[]) =>
    fc.dictionary(fc.constantFrom(...names.map(String)), fc.nat({ max: 50 }), { maxKeys: 3 });
  const known = (name: string, plain: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> | undefined => {
    if (name === 'room' || name === 'room_id') return fc.constantFrom(...rooms);
    if (/^(user_id|recipient_id|to_user_id|with_user|to|with)$/.test(name)) return asDeclared(users, plain);
    if (/^(message_id|messageId|before)$/.test(name)) return asDeclared(messages, plain);
    if (name === 'reply_to') return fc.oneof(fc.constant(null), asDeclared(messages, plain));
    if (/^(media_url|media_type|attachments|mentions)$/.test(name)) return fc.constant(undefined);
    if (name === 'rooms') return record(rooms);
    if (name === 'direct') return record(users);
    if (name === 'message_type') return fc.constantFrom('text', 'text', 'text', 'reaction', 'image');
    return name === 'token' ? fc.constant(token) : undefined;
  };
  return (name, plain) => {
    const values = known(name, plain);
    return values ? fc.oneof({ weight: 8, arbitrary: values }, { weight: 1, arbitrary: plain }) : plain;
  };
}

/** The same frame with one property removed, replaced or added, beside `type` or inside `data`. */
function changedFrames(frame: Frame): fc.Arbitrary<readonly [Frame, string]> {
  const { data } = frame;
  const outer = changedObjects(frame);
  if (typeof data !== 'object' || data === null) return outer;
  const inner = changedObjects({ ...data }).map(([changed, flaw]) => [{ ...frame, data: changed }, `data: ${flaw}`] as const);
  return fc.oneof({ weight: 1, arbitrary: outer }, { weight: 3, arbitrary: inner });
}

function changedObjects(object: Frame): fc.Arbitrary<readonly [Frame, string]> {
  const added = fc
    .tuple(fc.constantFrom(...HOSTILE_NAMES), hostileValues)
    .map(([name, value]) => [name, value, 'added'] as const);
  const names = Object.keys(object);
  if (names.length === 0) return added.map((change) => withChange(object, change));
  const replaced = fc.tuple(fc.constantFrom(...names), hostileValues).map(([name, value]) => [name, value, 'invalid'] as const);
  const removed = fc.constantFrom(...names).map((name) => [name, undefined, 'absent'] as const);
  return fc
    .oneof({ weight: 1, arbitrary: added }, { weight: 4, arbitrary: replaced }, { weight: 1, arbitrary: removed })
    .map((change) => withChange(object, change));
}

/** `undefined` is left out of the text. */
const withChange = (object: Frame, [name, value, how]: readonly [string, unknown, string]): readonly [Frame, string] => [
  withProperty(object, name, value),
  `${how} ${JSON.stringify(name)}`,
];
