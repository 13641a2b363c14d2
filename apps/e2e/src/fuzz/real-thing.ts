/** The name of something real, put into a generated request in its place: what it is, is only known when it is sent. */
export class RealThing {
  constructor(readonly name: string) {}

  toJSON(): string {
    return `<a real ${this.name}>`;
  }
}

/** A value with its real things looked up. */
export async function filled(value: unknown, look: (name: string) => Promise<unknown>): Promise<unknown> {
  if (value instanceof RealThing) return look(value.name);
  if (Array.isArray(value)) return Promise.all(value.map((each) => filled(each, look)));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = await Promise.all(Object.entries(value).map(async ([name, each]) => [name, await filled(each, look)] as const));
  return Object.fromEntries(entries);
}
