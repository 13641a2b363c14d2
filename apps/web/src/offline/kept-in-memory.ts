/** The store of a browser, for specs. */
export function keptInMemory() {
  const records = new Map<string, unknown>();
  const kept = {
    read: async <T>(name: string) => records.get(name) as T | undefined,
    write: async (name: string, value: unknown) => void records.set(name, value),
    remove: async (name: string) => void records.delete(name),
    names: async () => [...records.keys()],
  };
  return { records, kept };
}
