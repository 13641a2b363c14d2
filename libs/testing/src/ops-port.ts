import request from 'supertest';

/** Compares the port for operators of a running service, all of whose dependencies are there, with its contract. */
export async function expectOpsPort(port: number, service: string): Promise<void> {
  const http = request(`http://127.0.0.1:${port}`);
  await http.get('/healthz').expect(200, { status: 'alive' }).expect('cache-control', 'no-store');
  const { body } = await http.get('/readyz').expect(200).expect('content-type', 'application/json');
  if (body.ready !== true) throw new Error(`/readyz of ${service}: ${JSON.stringify(body)}`);
  await http
    .get('/metrics')
    .expect(200, /^veza_build_info\{version="[^"]+",commit="[^"]+"\} 1$/m)
    .expect('content-type', /^text\/plain; version=/);
  await http.get('/').expect(404, { status: 'not found' }).expect('x-content-type-options', 'nosniff');
  await http.post('/metrics').expect(404);
}
