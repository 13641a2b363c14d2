/** A placeholder for a fixture in a generated request. It is resolved when the request is sent. */
export class FixtureReference {
  constructor(readonly name: string) {}

  toJSON(): string {
    return `<existing ${this.name}>`;
  }
}

/** A value with its fixture references resolved. */
export async function resolveReferences(value: unknown, look: (name: string) => Promise<unknown>): Promise<unknown> {
  if (value instanceof FixtureReference) return look(value.name);
  if (Array.isArray(value)) return Promise.all(value.map((each) => resolveReferences(each, look)));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = await Promise.all(
    Object.entries(value).map(async ([name, each]) => [name, await resolveReferences(each, look)] as const),
  );
  return Object.fromEntries(entries);
}
