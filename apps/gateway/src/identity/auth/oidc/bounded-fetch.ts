/** Of a document or a token of a provider. */
const LARGEST_BYTES = 256 * 1024;

/** The provider did not reply, or replied with a fault of its own. */
export class ProviderAway extends Error {}

/** `fetch` for openid-client, which sets the deadline and follows no redirect. The body is read up to a bound. */
export async function boundedFetch(url: string, options: RequestInit): Promise<Response> {
  let response: Response;
  let body: Uint8Array<ArrayBuffer>;
  try {
    response = await fetch(url, options);
    body = await bytesOf(response);
  } catch (cause) {
    throw new ProviderAway('The provider does not reply', { cause });
  }
  if (response.status >= 500) throw new ProviderAway(`The provider replied with ${response.status}`);
  const { status, headers } = response;
  const has = body.length > 0;
  return new Response(has ? body : null, { status, headers });
}

async function bytesOf({ body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > LARGEST_BYTES) throw new Error('The response is too large');
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** Whether a failure of openid-client has this cause. */
export function isAway(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof ProviderAway) return true;
  return false;
}
