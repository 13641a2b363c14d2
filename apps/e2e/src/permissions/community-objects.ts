import { z } from 'zod';
import { Created, object, type Objects, restOf } from './objects.js';
import { track } from './store-objects.js';

const Link = z.object({ code: z.string() });

/** A comment of the owner on the own track. */
export const comment = object(async (objects) => {
  const owner = await restOf(objects.callers);
  const path = `/api/v1/tracks/${await track(objects)}/comments`;
  return (await owner.post(path, { json: { text: 'Hm' } })).expect(201).as(Created).id;
});

async function makePlaylist({ callers, visibility }: Objects): Promise<number | string> {
  const owner = await restOf(callers);
  return (await owner.post('/api/v1/playlists', { json: { title: 'Night', visibility } })).expect(201).as(Created).id;
}

export const playlist = object(makePlaylist);

/** A playlist with the track of the set. */
export const filledPlaylist = object(async (objects) => {
  const [id, trackId] = [await makePlaylist(objects), await track(objects)];
  (await (await restOf(objects.callers)).put(`/api/v1/playlists/${id}/tracks/${trackId}`, {})).expect(204);
  return id;
});

/** The code of a link to a playlist of its own. */
export const playlistCode = object(async (objects) => {
  const id = await makePlaylist(objects);
  return (await (await restOf(objects.callers)).post(`/api/v1/playlists/${id}/link`, {})).expect(201).as(Link).code;
});

/** A notice of the owner: a person that sends no other request follows it. */
export const notice = object(async ({ callers }) => {
  const [owner, follower] = [await callers.signedIn('owner'), await callers.bystander('follower')];
  await follower.client.followPerson({ path: { name: owner.username } });
  const { notices } = (await owner.client.listNotices({ query: { limit: 100 } })).data;
  return notices.find(({ actor }) => actor?.id === follower.id)?.id ?? 0;
});
