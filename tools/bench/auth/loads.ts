import { setTimeout as pause } from 'node:timers/promises';
import type { Measured, Refresh, SignInResult, SignIn, Steady } from './orders.js';
import { Wire, type WireAnswer } from '../measure/wire.js';

export async function refreshing({ url, path, tokens, presents, ms }: Refresh): Promise<Measured> {
  const wires = await Promise.all(tokens.map(() => Wire.open(url)));
  const latencies: number[] = [];
  const begun = performance.now();
  const until = begun + ms;
  const held = await Promise.all(
    wires.map(async (wire, lane) => {
      let token = tokens[lane] ?? '';
      while (performance.now() < until) {
        const started = performance.now();
        const { body } = expectOk(await wire.post(path, `{"refreshToken":"${token}"}`));
        latencies.push(performance.now() - started);
        if (presents === 'newest') token = /"refreshToken":"([^"]+)"/.exec(body)?.[1] ?? '';
      }
      return token;
    }),
  );
  const took = performance.now() - begun;
  for (const wire of wires) wire.close();
  return { count: latencies.length, ms: took, latencies, tokens: held };
}

/** Latency counts from the time at which the request was due, so that a late sender hides nothing. */
export async function steady({ url, token, perSecond, ms }: Steady): Promise<Measured> {
  const idle: Wire[] = [];
  const latencies: number[] = [];
  const begun = performance.now();
  const request = async (due: number): Promise<void> => {
    const wire = idle.pop() ?? (await Wire.open(url));
    expectOk(await wire.get('/api/v1/users/me', token));
    latencies.push(performance.now() - due);
    idle.push(wire);
  };
  const requests: Promise<void>[] = [];
  for (let n = 0; ; n++) {
    const due = begun + (n * 1_000) / perSecond;
    if (due > begun + ms) break;
    await pause(Math.max(0, due - performance.now()));
    requests.push(request(due));
  }
  await Promise.all(requests);
  for (const wire of idle) wire.close();
  return { count: latencies.length, ms: performance.now() - begun, latencies, tokens: [] };
}

/** Every response must be 200, or 503 with Retry-After; anything else ends the benchmark. */
export async function signingIn({ url, email, password, lanes, ms }: SignIn): Promise<SignInResult> {
  const begun = performance.now();
  const tokens: SignInResult['tokens'] = [];
  let refused = 0;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      const wire = await Wire.open(url);
      do {
        const answer = await wire.post('/api/v1/login', JSON.stringify({ email, password }));
        if (answer.status === 503 && /^retry-after: [1-9]/im.test(answer.headers)) refused += 1;
        else tokens.push(JSON.parse(expectOk(answer).body));
      } while (performance.now() < begun + ms);
      wire.close();
    }),
  );
  return { tokens, refused, ms: performance.now() - begun };
}

function expectOk(answer: WireAnswer): WireAnswer {
  if (answer.status !== 200) throw new Error(`Returned ${answer.status}: ${answer.body}`);
  return answer;
}
