/** The places of presence in Redis: by key the members `<user>:<replica>`, with the time at which each expires. */
export class PlacesModel {
  private readonly places = new Map<string, Map<string, number>>();

  constructor(private readonly now: () => number) {}

  wipe(): void {
    this.places.clear();
  }

  /** The effect of the Lua script PLACES, for places with less than a thousand members. */
  run(operation: string, key: string, args: readonly string[]): (number | string)[] {
    const [first = '', second = '0'] = args;
    switch (operation) {
      case 'enter': {
        const before = this.live(key);
        this.extend(key, [first], Number(second));
        const isNew = !before.has(userOf(first));
        return [isNew ? 1 : 0, before.size + (isNew ? 1 : 0)];
      }
      case 'leave': {
        const removed = this.places.get(key)?.delete(first) === true;
        const after = this.live(key);
        return [removed && !after.has(userOf(first)) ? 1 : 0, after.size];
      }
      case 'renew':
        return this.renew(key, Number(first), args.slice(1));
      default:
        return [...this.live(key)];
    }
  }

  private renew(key: string, leaseMs: number, members: readonly string[]): (number | string)[] {
    this.extend(key, members, leaseMs);
    const place = this.places.get(key) ?? new Map<string, number>();
    const expired = [...place].filter(([, until]) => until < this.now()).map(([member]) => member);
    for (const member of expired) place.delete(member);
    if (expired.length === 0 && members.length > 0) return [];
    const after = this.live(key);
    return [after.size, ...new Set(expired.map(userOf).filter((user) => !after.has(user)))];
  }

  private extend(key: string, members: readonly string[], leaseMs: number): void {
    const place = this.places.get(key) ?? new Map<string, number>();
    this.places.set(key, place);
    for (const member of members) place.set(member, this.now() + leaseMs);
  }

  private live(key: string): Set<string> {
    const live = [...(this.places.get(key) ?? [])].filter(([, until]) => until >= this.now());
    return new Set(live.map(([member]) => userOf(member)));
  }
}

const userOf = (member: string): string => member.slice(0, member.indexOf(':'));
