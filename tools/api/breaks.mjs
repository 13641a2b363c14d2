/**
 * Changes of the API that break a program written against the release before, by the rules of oasdiff: what it sends is
 * no longer taken, or what it reads is no longer there. Further values of an enum in a response are no break.
 *
 * @typedef {import('./surface.mjs').Schema} Schema
 * @typedef {import('./surface.mjs').Surface} Surface
 * @typedef {import('./surface.mjs').Operation} Operation
 * @typedef {{ operation: string, text: string }} Break
 * @typedef {'sent' | 'returned'} Side
 */

/** A schema this deep refers to itself. */
const DEEPEST = 12;
const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'];
const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'];

/** @param {Surface} before @param {Surface} now @returns {Break[]} */
export function breaksBetween(before, now) {
  return Object.entries(before.operations).flatMap(([operation, was]) => {
    const is = now.operations[operation];
    const texts = is === undefined ? ['the operation is gone'] : breaksOf(new Schemas(before, now), was, is);
    return [...new Set(texts)].map((text) => ({ operation, text }));
  });
}

/** @param {Schemas} schemas @param {Operation} was @param {Operation} is */
function breaksOf(schemas, was, is) {
  const required = Object.entries(is.parameters).filter(([name, { required }]) => required && !was.parameters[name]?.required);
  return [
    ...(was.call === is.call ? [] : [`is ${is.call}, and was ${was.call}`]),
    ...(is.signedIn && !was.signedIn ? ['requires a token'] : []),
    ...required.map(([name]) => `the parameter ${name} is required`),
    ...Object.entries(was.parameters).flatMap(([name, parameter]) => {
      const now = is.parameters[name];
      if (now === undefined) return [`the parameter ${name} is gone`];
      return schemas.breaks(parameter.schema, now.schema, 'sent', `the parameter ${name}`);
    }),
    ...mediaBreaks(schemas, was.body, is.body, 'sent', 'the body'),
    ...(Object.keys(was.body).length === 0 && Object.keys(is.body).length > 0 ? ['a body is required'] : []),
    ...Object.entries(was.responses).flatMap(([status, media]) => {
      const now = is.responses[status];
      return now === undefined ? [`the response ${status} is gone`] : mediaBreaks(schemas, media, now, 'returned', status);
    }),
  ];
}

/** @param {Schemas} schemas @param {Record<string, Schema>} was @param {Record<string, Schema>} is @param {Side} side @param {string} at */
const mediaBreaks = (schemas, was, is, side, at) =>
  Object.entries(was).flatMap(([type, schema]) => {
    const now = is[type];
    return now === undefined ? [`${at} is no longer ${type}`] : schemas.breaks(schema, now, side, at);
  });

/** Compares two schemas, each with the components of its own document. */
class Schemas {
  /** @param {Surface} before @param {Surface} now */
  constructor(before, now) {
    this.before = before.schemas;
    this.now = now.schemas;
  }

  /**
   * @param {Schema} before @param {Schema} now @param {Side} side @param {string} at @param {number} depth
   * @returns {string[]}
   */
  breaks(before, now, side, at, depth = 0) {
    if (depth > DEEPEST) return [];
    const [was, is] = [plain(before, this.before), plain(now, this.now)];
    return [
      ...typeBreaks(was, is, side, at),
      ...(side === 'sent' ? boundBreaks(was, is, at) : []),
      ...this.fieldBreaks(was, is, side, at, depth),
      ...(was.items && is.items ? this.breaks(was.items, is.items, side, `${at}[]`, depth + 1) : []),
      ...this.optionBreaks(was, is, side, at, depth),
    ];
  }

  /** @param {Schema} was @param {Schema} is @param {Side} side @param {string} at @param {number} depth @returns {string[]} */
  fieldBreaks(was, is, side, at, depth) {
    if (!was.properties || !is.properties) return [];
    const [wasRequired, isRequired] = [new Set(was.required), new Set(is.required)];
    const added = [...isRequired].filter((name) => !wasRequired.has(name));
    const optional = [...wasRequired].filter((name) => name in is.properties && !isRequired.has(name));
    return [
      ...(side === 'sent' ? added.map((name) => `${at}.${name} is required`) : []),
      ...(side === 'returned' ? optional.map((name) => `${at}.${name} may be absent`) : []),
      ...Object.entries(was.properties).flatMap(([name, schema]) => {
        const now = is.properties[name];
        return now ? this.breaks(schema, now, side, `${at}.${name}`, depth + 1) : [`${at}.${name} is gone`];
      }),
    ];
  }

  /** Options are compared in their order; other numbers of them by their types only. @param {Schema} was @param {Schema} is @param {Side} side @param {string} at @param {number} depth @returns {string[]} */
  optionBreaks(was, is, side, at, depth) {
    if (!was.anyOf || was.anyOf.length !== is.anyOf?.length) return [];
    return was.anyOf.flatMap((/** @type {Schema} */ option, /** @type {number} */ index) =>
      this.breaks(option, is.anyOf[index], side, at, depth + 1),
    );
  }
}

/** Without its reference, and of `X or null` the X with the type null. @param {Schema} schema @param {Record<string, Schema>} components @returns {Schema} */
function plain(schema, components) {
  if (schema.$ref) return plain(components[schema.$ref.split('/').at(-1)] ?? {}, components);
  const others = schema.anyOf?.filter((/** @type {Schema} */ { type }) => type !== 'null');
  if (others?.length !== 1 || others.length === schema.anyOf.length) return schema;
  const only = plain(others[0], components);
  return { ...only, type: [...[typesOf(only) ?? []].flat(), 'null'] };
}

/** @param {Schema} schema @returns {string[] | undefined} undefined where any type may be */
function typesOf(schema) {
  if (schema.type) return [schema.type].flat();
  if ('const' in schema) return [typeof schema.const];
  if (schema.enum) return [...new Set(schema.enum.map((/** @type {unknown} */ value) => typeof value))];
  const options = schema.anyOf?.map((/** @type {Schema} */ each) => (each.$ref ? ['object'] : typesOf(each)));
  return options?.every(Boolean) ? [...new Set(options.flat())] : undefined;
}

/** @param {Schema} was @param {Schema} is @param {Side} side @param {string} at @returns {string[]} */
function typeBreaks(was, is, side, at) {
  const [before, now] = [typesOf(was), typesOf(is)];
  const [narrow, wide] = side === 'sent' ? [before, now] : [now, before];
  const fits = (/** @type {string} */ type) =>
    wide === undefined || wide.includes(type) || (type === 'integer' && wide.includes('number'));
  // A number of an address was written without its bounds, and was an integer before it was written as one.
  const others = (narrow ?? []).filter(
    (type) => !fits(type) && !(side === 'sent' && type === 'number' && wide?.includes('integer')),
  );
  if (others.length > 0)
    return [side === 'sent' ? `${at} is no longer ${others.join(' or ')}` : `${at} may be ${others.join(' or ')}`];
  if (side === 'sent' && was.enum && is.enum) {
    const gone = was.enum.filter((/** @type {unknown} */ value) => !is.enum.includes(value));
    return gone.map((/** @type {unknown} */ value) => `${at} is no longer ${JSON.stringify(value)}`);
  }
  return [];
}

/** A bound that is written for the first time was checked before. @param {Schema} was @param {Schema} is @param {string} at @returns {string[]} */
function boundBreaks(was, is, at) {
  const narrower = (/** @type {string} */ word, /** @type {boolean} */ smaller) =>
    was[word] !== undefined && is[word] !== undefined && (smaller ? is[word] < was[word] : is[word] > was[word]);
  return [...UPPER.filter((word) => narrower(word, true)), ...LOWER.filter((word) => narrower(word, false))].map(
    (word) => `${word} of ${at} is ${is[word]}, and was ${was[word]}`,
  );
}
