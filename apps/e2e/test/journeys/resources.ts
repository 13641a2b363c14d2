import { createHash, randomBytes } from 'node:crypto';
import { expect } from '@jest/globals';
import type { Resource, UploadResourceBody, Veza } from '@veza/sdk';
import { fileOf, refused } from '../../src/clients/rest.js';
import { signUp, word } from '../../src/test-users.js';
import { tone } from '../../src/sound.js';
import { journey } from '../../src/journey.js';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

journey('resources', (step) => {
  let maker: Veza;
  let fan: Veza;
  let other: Veza;
  let kick: Resource;
  const bytes = tone(1);
  const title = word();
  const tag = word();

  const upload = async (fields: Partial<UploadResourceBody>): Promise<Resource> => {
    const body: UploadResourceBody = {
      file: fileOf({ bytes, name: 'grosse caisse.wav', type: 'audio/wav' }),
      title,
      description: 'a kick',
      category: 'sample',
      tags: JSON.stringify([tag, 'drum']),
      is_public: 'true',
      ...fields,
    };
    return (await maker.uploadResource({ body })).data;
  };
  const get = async (by: Veza): Promise<Resource> => (await by.getResource({ path: { id: kick.id } })).data;

  step('a maker uploads a sample', async (system) => {
    const user = await signUp(system, 'maker');
    maker = user.client;
    fan = (await signUp(system, 'fan')).client;
    other = (await signUp(system, 'other')).client;
    kick = await upload({});
    expect(kick).toMatchObject({
      title,
      filename: 'grosse caisse.wav',
      file_size: bytes.length,
      category: 'sample',
      downloads: 0,
      uploader_id: user.id,
      uploader_username: user.username,
    });
    expect(kick.file_type).toMatch(/^audio\/(x-|vnd\.)?wav/);
    expect([...kick.tags].sort()).toEqual([tag, 'drum'].sort());
  });

  step('a fan finds it by word, category and tags', async ({ rest }) => {
    expect((await fan.listResources({ query: { search: title } })).data.resources).toEqual([kick]);
    expect((await fan.listResources({ query: { tags: [tag, 'drum'], category: ['sample'] } })).data.resources).toEqual([kick]);
    for (const query of [`tags[]=${tag}&tags[]=drum`, `tags=${tag},drum&category=sample`])
      expect(JSON.parse((await rest.get(`/api/v1/resources?${query}`)).expect(200).text)).toMatchObject({ resources: [kick] });
    expect((await fan.listResources({ query: { tags: [tag], category: ['document'] } })).data.total).toBe(0);
    expect((await get(fan)).title).toBe(title);
  });

  step('downloads return the same bytes, whole and in ranges', async (system) => {
    const download = async (range?: string) => {
      const { data, status, headers } = await fan.downloadResource({ path: { id: kick.id }, headers: range ? { range } : {} });
      return { status, headers, bytes: Buffer.from(await data.arrayBuffer()) };
    };
    const whole = await download();
    expect([whole.status, sha256(whole.bytes)]).toEqual([200, sha256(bytes)]);
    expect(whole.headers.get('content-disposition')).toMatch(/^attachment;.*grosse/);
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
    const part = await download('bytes=100-299');
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-299/${bytes.length}`]);
    expect(part.bytes.equals(bytes.subarray(100, 300))).toBe(true);
    const end = await download('bytes=-10');
    expect([end.status, end.bytes.equals(bytes.subarray(-10))]).toEqual([206, true]);
    await expect(download(`bytes=${bytes.length}-`)).rejects.toMatchObject({ status: 416 });
    const [probe, etag] = [await download('bytes=0-1'), whole.headers.get('etag') ?? ''];
    expect(probe.bytes).toHaveLength(2);
    const path = `/api/v1/resources/${kick.id}/download`;
    expect((await fetch(new URL(path, system.address), { method: 'HEAD' })).status).toBe(200);
    expect((await system.rest.get(path, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await get(fan)).downloads).toBe(1); // of the whole one only
  });

  step('a download that its reader gives up is not counted', async (system) => {
    const large = Buffer.concat([tone(0.2), randomBytes(16 << 20)]); // more than the sockets on its way hold
    const { id } = await upload({ title: word(), file: fileOf({ bytes: large, name: 'large.wav', type: 'audio/wav' }) });
    const address = new URL(`/api/v1/resources/${id}/download`, system.address);
    const reader = new AbortController();
    const givenUp = await fetch(address, { signal: reader.signal });
    await givenUp.body?.getReader().read();
    reader.abort();
    expect((await (await fetch(address)).arrayBuffer()).byteLength).toBe(large.length);
    expect((await maker.getResource({ path: { id } })).data.downloads).toBe(1); // a reader counts up to twice
  });

  step('two users rate it once each and may change their rating', async () => {
    const rate = (by: Veza, rating: number) => by.rateResource({ path: { id: kick.id }, body: { rating } });
    await rate(fan, 5);
    await rate(other, 2);
    expect(await get(fan)).toMatchObject({
      rating: 3.5,
      ratings_count: 2,
      my_rating: 5,
    });
    await rate(fan, 4);
    expect(await get(fan)).toMatchObject({
      rating: 3,
      ratings_count: 2,
      my_rating: 4,
    });
  });

  step('an edit with If-Match keeps the rating, and returns the entity tag of the resource', async ({ rest }) => {
    const path = { id: kick.id };
    const { headers } = await maker.getResource({ path });
    const edit = (description: string) =>
      maker.updateResource({ path, body: { description }, headers: { 'if-match': headers.get('etag') ?? '' } });
    const { data, headers: after } = await edit('a kick, dry');
    expect(data).toMatchObject({ title, description: 'a kick, dry', rating: 3 });
    expect((await maker.getResource({ path })).headers.get('etag')).toBe(after.get('etag'));
    await refused(edit('late'), 412);
    await fan.unrateResource({ path });
    expect((await get(fan)).rating).toBe(2);
    expect(JSON.parse((await rest.get('/api/v1/resources?uploader=me')).text)).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  step('only the uploader sees a private resource', async () => {
    const secret = await upload({ title: word(), is_public: 'false' });
    const path = { id: secret.id };
    await refused(fan.getResource({ path }), 403, 404);
    await refused(fan.downloadResource({ path }), 403, 404);
    expect((await fan.listResources({ query: { search: secret.title } })).data.total).toBe(0);
    expect((await maker.listResources({ query: { search: secret.title } })).data.total).toBe(1);
  });

  step('a deleted resource comes back from the trash with its file, its rating and its history', async () => {
    const { id } = await upload({ title: word() });
    const path = { id };
    await fan.rateResource({ path, body: { rating: 4 } });
    await maker.updateResource({ path, body: { tags: ['dry'] } });
    await refused(fan.deleteResource({ path }), 403);
    await maker.deleteResource({ path });
    await refused(fan.getResource({ path }), 404);
    await refused(fan.downloadResource({ path }), 404);
    const [trashed] = (await maker.listTrashedResources({ query: {} })).data.resources;
    expect(trashed).toMatchObject({ id, filename: kick.filename, file_size: kick.file_size });
    await refused(fan.restoreResource({ path }), 404);
    expect((await maker.restoreResource({ path })).data).toMatchObject({ id, rating: 4, ratings_count: 1, tags: ['dry'] });
    expect((await fan.downloadResource({ path })).status).toBe(200);
    const { changes } = (await maker.getResourceHistory({ path })).data;
    expect(changes.map(({ action }) => action)).toEqual(['restore', 'delete', 'update']);
    expect(changes[2]).toMatchObject({ username: kick.uploader_username, changes: [{ field: 'tags', to: 'dry' }] });
    await maker.deleteResource({ path });
  });
});
