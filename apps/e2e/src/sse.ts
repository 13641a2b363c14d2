export interface ServerSentEvent {
  event: string;
  data: string;
  id?: string;
}

/** Reads Server-Sent Events until `until` returns true. An earlier end of the stream, or an abort of the call, is an error. */
export async function readEvents(
  response: Response,
  { until }: { until: (event: ServerSentEvent) => boolean },
): Promise<ServerSentEvent[]> {
  if (response.status !== 200 || !response.body) throw new Error(`${response.url} returned ${response.status}`);
  if (!response.headers.get('content-type')?.startsWith('text/event-stream'))
    throw new Error(`${response.url} is no event stream`);
  const events: ServerSentEvent[] = [];
  let rest = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body) {
    rest += decoder.decode(bytes, { stream: true });
    const blocks = rest.split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parse(block);
      if (!event) continue; // a keep-alive comment
      events.push(event);
      if (until(event)) return events;
    }
  }
  throw new Error(`the stream ended before the awaited event: ${JSON.stringify(events.slice(-3))}`);
}

function parse(block: string): ServerSentEvent | undefined {
  const fields = block.split(/\r?\n/).flatMap((line) => {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value: value ?? '' }];
  });
  const all = (wanted: string): string[] => fields.filter(({ name }) => name === wanted).map(({ value }) => value);
  if (all('data').length === 0) return undefined;
  return { event: all('event').at(-1) ?? 'message', data: all('data').join('\n'), id: all('id').at(-1) };
}
