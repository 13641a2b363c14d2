import { account } from './account.mjs';
import { Api, ApiError } from './api.mjs';
import { CABINET, CABINET_PAGE, PRACTITIONER, USERS, PRODUCTS, RESOURCES, ROOMS, MESSAGES, TRACKS } from './content.mjs';
import { drawing } from './drawing.mjs';
import { melody } from './melody.mjs';
import { sendMessages } from './send-messages.mjs';

/**
 * Creates the demo data through the public API. Every step checks what exists, so incomplete data is completed and complete
 * data is not changed.
 *
 * @param {{ api: string, sockets: string }} where @param {(text: string) => void} say
 */
export async function createDemoData({ api, sockets }, say) {
  const anonymous = new Api(api);
  if (await isComplete(anonymous)) return;
  say('creating the demo data');
  const clients = new Map();
  for (const user of USERS) clients.set(user.username, await account(anonymous, user));
  const [ada, bela, chidi] = USERS.map(({ username }) => clients.get(username));

  const rooms = await makeRooms(ada);
  for (const [username, messages] of Object.entries(MESSAGES)) await sendOnce(clients.get(username), sockets, rooms, messages);
  for (const product of PRODUCTS) await makeProduct(ada, product);
  const artists = [ada, bela, chidi];
  for (const [i, track] of TRACKS.entries()) await makeTrack(artists[i], track);
  await makeCabinet(anonymous, clients.get(PRACTITIONER.username));
  for (const [i, resource] of RESOURCES.entries()) await makeResource(artists[i], resource);
}

/** @param {Api} api */
async function isComplete(api) {
  return await hasResource(api, RESOURCES.at(-1)?.title ?? '');
}

/** @param {Api} api @param {string} title */
async function hasResource(api, title) {
  const { resources } = await api.get(`/api/v1/resources?search=${encodeURIComponent(title)}`);
  return resources.some((/** @type {{ title: string }} */ each) => each.title === title);
}

/** @param {Api} api @returns {Promise<Map<string, string>>} id of each room by its name */
async function makeRooms(api) {
  const rooms = new Map(
    (await api.get('/api/v1/chat/rooms')).map((/** @type {{ id: string, name: string }} */ room) => [room.name, room.id]),
  );
  for (const room of ROOMS) {
    if (!rooms.has(room.name)) rooms.set(room.name, (await api.post('/api/v1/chat/rooms', room)).id);
  }
  return rooms;
}

/** @param {Api} api @param {string} sockets @param {Map<string, string>} rooms @param {{ room: string, lines: string[] }[]} messages */
async function sendOnce(api, sockets, rooms, messages) {
  const unsent = [];
  for (const { room, lines } of messages) {
    const id = rooms.get(room) ?? room;
    const history = await api.get(`/api/v1/chat/rooms/${encodeURIComponent(id)}/messages?limit=100`);
    const sent = new Set(history.map((/** @type {{ content: string }} */ message) => message.content));
    unsent.push({ room: id, lines: lines.filter((line) => !sent.has(line)) });
  }
  const rest = unsent.filter(({ lines }) => lines.length > 0);
  if (rest.length > 0) await sendMessages(sockets, api.token ?? '', rest);
}

/** @param {Api} api @param {typeof PRODUCTS[number]} product */
async function makeProduct(api, product) {
  const { products } = await api.get(`/api/v1/products?search=${encodeURIComponent(product.nom)}`);
  if (products.some((/** @type {{ nom: string }} */ each) => each.nom === product.nom)) return;
  const { id } = await api.post('/api/v1/products', product);
  const seed = [...product.nom].reduce((sum, letter) => sum * 7 + (letter.codePointAt(0) ?? 0), 1) % 10_000;
  const picture = { field: 'picture', name: 'drawing.png', type: 'image/png', bytes: drawing(seed, 800, 600) };
  await api.upload(`/api/v1/products/${id}/pictures`, { alt: `A drawing for ${product.nom}` }, picture);
}

/** @param {Api} api @param {typeof TRACKS[number]} track */
async function makeTrack(api, { notes, tags, ...fields }) {
  const { tracks } = await api.get(`/api/v1/tracks?search=${encodeURIComponent(fields.title)}`);
  if (tracks.some((/** @type {{ title: string }} */ each) => each.title === fields.title)) return;
  const file = { field: 'audio', name: 'melody.wav', type: 'audio/wav', bytes: melody([...notes, ...notes]) };
  await api.upload('/api/v1/tracks/upload', { ...fields, tags: JSON.stringify(tags), is_public: 'true' }, file);
}

/** @param {Api} api @param {typeof RESOURCES[number]} resource */
async function makeResource(api, { notes, tags, ...fields }) {
  if (await hasResource(api, fields.title)) return;
  const file = {
    field: 'file',
    name: `${fields.title.toLowerCase().replaceAll(/\W+/g, '-')}.wav`,
    type: 'audio/wav',
    bytes: melody(notes),
  };
  await api.upload('/api/v1/resources/upload', { ...fields, tags: JSON.stringify(tags), is_public: 'true' }, file);
}

/** Needs the platform administrator. @param {Api} api @param {Api} practitioner */
async function makeCabinet(api, practitioner) {
  const admin = {
    email: process.env.ADMIN_EMAIL ?? 'admin@veza.local',
    password: process.env.ADMIN_PASSWORD ?? 'change-me-admin',
  };
  const { accessToken } = await api.post('/api/auth/login', admin);
  const asAdmin = new Api(api.base, accessToken);
  const answer = await asAdmin.get('/api/cabinets');
  const cabinets = Array.isArray(answer) ? answer : answer.items;
  const existing = cabinets.find((/** @type {{ name: string }} */ each) => each.name === CABINET.name);
  const { id } = existing ?? (await asAdmin.post('/api/cabinets', CABINET));
  const { username: _, ...facts } = PRACTITIONER;
  const userId = String((await practitioner.get('/api/v1/users/me')).id);
  await asAdmin.post(`/api/cabinets/${id}/practitioners`, { ...facts, userId, role: 'manager' }).catch((error) => {
    if (!(error instanceof ApiError) || error.status !== 409) throw error;
  });
  await asAdmin.put(`/api/cabinets/${id}/page`, CABINET_PAGE);
}
