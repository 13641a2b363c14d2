import { createHash, randomBytes } from 'node:crypto';
import { expect } from '@jest/globals';
import { z } from 'zod';
import { form, type Rest } from '../../src/clients/rest.js';
import { signUp, word } from '../../src/people.js';
import { tone } from '../../src/sound.js';
import { story } from '../../src/story.js';

const Resource = z.object({
  id: z.int().positive(),
  title: z.string(),
  description: z.string(),
  filename: z.string(),
  file_type: z.string(),
  file_size: z.int(),
  category: z.enum(['sample', 'preset', 'template', 'document', 'other']),
  tags: z.array(z.string()),
  downloads: z.int(),
  rating: z.number(),
  ratings_count: z.int(),
  my_rating: z.int().nullish(),
  is_public: z.boolean(),
  uploader_id: z.int(),
  uploader_username: z.string(),
});
const Page = z.object({ resources: z.array(Resource), total: z.int(), page: z.int(), limit: z.int() });
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

story('resources', (step) => {
  let maker: Rest;
  let fan: Rest;
  let other: Rest;
  let kick: z.infer<typeof Resource>;
  const bytes = tone(1);
  const title = word();
  const tag = word();

  const upload = async (fields: Record<string, string>): Promise<z.infer<typeof Resource>> => {
    const text = {
      title,
      description: 'a kick',
      category: 'sample',
      tags: JSON.stringify([tag, 'drum']),
      is_public: 'true',
      ...fields,
    };
    const body = form(text, 'file', { bytes, name: 'grosse caisse.wav', type: 'audio/wav' });
    return (await maker.post('/api/v1/resources/upload', { body })).expect(201).as(Resource);
  };

  step('a maker uploads a sample', async (world) => {
    const person = await signUp(world, 'maker');
    maker = world.rest.as(person.accessToken);
    fan = world.rest.as((await signUp(world, 'fan')).accessToken);
    other = world.rest.as((await signUp(world, 'other')).accessToken);
    kick = await upload({});
    expect(kick).toMatchObject({
      title,
      filename: 'grosse caisse.wav',
      file_size: bytes.length,
      category: 'sample',
      downloads: 0,
      uploader_id: person.id,
      uploader_username: person.username,
    });
    expect(kick.file_type).toMatch(/^audio\/(x-|vnd\.)?wav/);
    expect([...kick.tags].sort()).toEqual([tag, 'drum'].sort());
  });

  step('a fan finds it by word, category and tags', async () => {
    for (const query of [
      `search=${title}`,
      `tags=${tag}&tags=drum`,
      `tags[]=${tag}&tags[]=drum`,
      `tags=${tag},drum&category=sample`,
    ]) {
      expect(
        (await fan.get(`/api/v1/resources?${query}`))
          .expect(200)
          .as(Page)
          .resources.map(({ id }) => id),
      ).toEqual([kick.id]);
    }
    expect((await fan.get(`/api/v1/resources?tags=${tag}&category=document`)).expect(200).as(Page).total).toBe(0);
    expect((await fan.get(`/api/v1/resources/${kick.id}`)).expect(200).as(Resource).title).toBe(title);
  });

  step('downloads the very bytes, whole and in ranges', async () => {
    const path = `/api/v1/resources/${kick.id}/download`;
    const whole = (await fan.get(path)).expect(200);
    expect(sha256(whole.bytes)).toBe(sha256(bytes));
    expect(whole.headers.get('content-disposition')).toMatch(/^attachment;.*grosse/);
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
    const part = (await fan.get(path, { headers: { range: 'bytes=100-299' } })).expect(206);
    expect(part.headers.get('content-range')).toBe(`bytes 100-299/${bytes.length}`);
    expect(part.bytes.equals(bytes.subarray(100, 300))).toBe(true);
    const end = (await fan.get(path, { headers: { range: 'bytes=-10' } })).expect(206);
    expect(end.bytes.equals(bytes.subarray(-10))).toBe(true);
    expect((await fan.get(path, { headers: { range: `bytes=${bytes.length}-` } })).status).toBe(416);
    expect((await fan.get(`/api/v1/resources/${kick.id}`)).as(Resource).downloads).toBeGreaterThanOrEqual(1);
  });

  step('two people rate it, once each, and may change their minds', async () => {
    const rate = async (by: Rest, rating: number) =>
      (await by.post(`/api/v1/resources/${kick.id}/rate`, { json: { rating } })).expect(204);
    await rate(fan, 5);
    await rate(other, 2);
    expect((await fan.get(`/api/v1/resources/${kick.id}`)).as(Resource)).toMatchObject({
      rating: 3.5,
      ratings_count: 2,
      my_rating: 5,
    });
    await rate(fan, 4);
    expect((await fan.get(`/api/v1/resources/${kick.id}`)).as(Resource)).toMatchObject({
      rating: 3,
      ratings_count: 2,
      my_rating: 4,
    });
  });

  step('what is not public is for its uploader alone', async () => {
    const secret = await upload({ title: word(), is_public: 'false' });
    for (const path of ['', '/download']) (await fan.get(`/api/v1/resources/${secret.id}${path}`)).refused(403, 404);
    expect((await fan.get(`/api/v1/resources?search=${secret.title}`)).as(Page).total).toBe(0);
    expect((await maker.get(`/api/v1/resources?search=${secret.title}`)).as(Page).total).toBe(1);
  });

  step('a deleted resource is gone, and so are its bytes', async (world) => {
    const marked = Buffer.concat([tone(0.2), randomBytes(16)]);
    const body = form({ title: word(), description: 'x', category: 'other', tags: '[]', is_public: 'true' }, 'file', {
      bytes: marked,
      name: 'a.wav',
      type: 'audio/wav',
    });
    const before = await world.storedFiles();
    const { id } = (await maker.post('/api/v1/resources/upload', { body })).expect(201).as(Resource);
    expect(await world.storedFiles()).toHaveLength(before.length + 1);
    (await fan.delete(`/api/v1/resources/${id}`)).refused(403);
    (await maker.delete(`/api/v1/resources/${id}`)).expect(204);
    (await fan.get(`/api/v1/resources/${id}`)).refused(404);
    await world.storeHolds(before);
  });
});
