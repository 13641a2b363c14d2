import { z } from 'zod';
import { eventually } from '@veza/testing';
import { form } from '../clients/rest.js';
import { FILES } from '../fuzz/files.js';
import { word } from '../test-users.js';
import { makeWait } from '../waiting-tracks.js';
import { Created, object, type Objects, restOf } from './objects.js';

const Pictured = z.object({ pictures: z.array(z.object({ id: z.string() })) });
const READY_MS = 80_000;

/** A form with a file, new for each request. */
export function upload(field: string, fields: Record<string, string>, name = 'tone.wav'): { body: FormData } {
  return { body: form(fields, field, { bytes: FILES[name] ?? Buffer.alloc(0), name, type: 'audio/wav' }) };
}

export const resourceForm = { title: 'Kick', description: 'A dry kick drum', category: 'sample' };
export const albumForm = { album: 'Engines', artist: 'Ada' };
export const trackForm = { title: 'Tone', artist: 'Ada', downloadable: 'true' };

async function create(objects: Objects, path: string, call: { json: object } | { body: FormData }): Promise<number | string> {
  return (await (await restOf(objects.callers)).post(path, call)).expect(201).as(Created).id;
}

const isPublic = ({ visibility }: Objects) => ({ is_public: String(visibility === 'public') });

/** The files of a free product are public. */
export const product = object((objects) =>
  create(objects, '/api/v1/products', { json: { nom: word(), prix: objects.visibility === 'public' ? 0 : 1 } }),
);
export const trashedProduct = object(async (objects) => {
  const id = await create(objects, '/api/v1/products', { json: { nom: word(), prix: 1 } });
  (await (await restOf(objects.callers)).delete(`/api/v1/products/${id}`)).expect(204);
  return id;
});
export const productFile = object(async (objects) =>
  create(objects, `/api/v1/products/${await product(objects)}/files`, upload('file', {})),
);
export const productPicture = object(async (objects) => {
  const call = upload('picture', {}, 'dot.png');
  const path = `/api/v1/products/${await product(objects)}/pictures`;
  const { pictures } = (await (await restOf(objects.callers)).post(path, call)).expect(200).as(Pictured);
  return pictures.at(-1)?.id ?? '';
});
/** A file to import, new for each request. */
export const importFile = () => upload('file', { dry_run: 'true' }, 'products.csv');
/** Another import of the owner may still run. */
export const productImport = object((objects) =>
  eventually('an import', () => create(objects, '/api/v1/product-imports', importFile()).catch(() => undefined), {
    ms: READY_MS,
  }),
);
export const resource = object((objects) =>
  create(objects, '/api/v1/resources/upload', upload('file', { ...resourceForm, ...isPublic(objects) })),
);
export const trashedResource = object(async (objects) => {
  const id = await resource(objects);
  (await (await restOf(objects.callers)).delete(`/api/v1/resources/${id}`)).expect(204);
  return id;
});
export const track = object((objects) =>
  create(objects, '/api/v1/tracks/upload', upload('audio', { ...trackForm, ...isPublic(objects) })),
);

export const album = object(({ callers, visibility }) =>
  create({ callers, visibility }, '/api/v1/albums', { json: { title: 'Engines', is_public: visibility === 'public' } }),
);

async function untilStatus(objects: Objects, id: number | string, status: 'ready' | 'failed'): Promise<number | string> {
  const owner = await restOf(objects.callers);
  const reached = z.object({ status: z.literal(status) });
  await eventually(
    `a track that is ${status}`,
    async () => reached.safeParse(JSON.parse((await owner.get(`/api/v1/tracks/${id}`)).text)).success || undefined,
    { ms: READY_MS },
  );
  return id;
}

export const readyTrack = object(async (objects) => untilStatus(objects, await track(objects), 'ready'));
/** Of a link to a private track that can be heard. */
export const trackCode = object(async ({ callers }) => {
  const id = await readyTrack({ callers, visibility: 'private' });
  const link = (await (await restOf(callers)).post(`/api/v1/tracks/${id}/link`, {})).expect(201);
  return link.as(z.object({ code: z.string() })).code;
});
/** A track that takes no time to transcode: it fails. */
export const brokenTrack = object((objects) =>
  create(objects, '/api/v1/tracks/upload', upload('audio', { ...trackForm, ...isPublic(objects) }, 'hollow.wav')),
);
export const failedTrack = object(async (objects) => untilStatus(objects, await brokenTrack(objects), 'failed'));

export const trackNotification = object(async (objects) => {
  const id = await failedTrack(objects);
  const owner = await restOf(objects.callers);
  const Page = z.object({ notifications: z.array(Created.extend({ track_id: z.int() })) });
  const { notifications } = (await owner.get('/api/v1/track-notifications?limit=100')).expect(200).as(Page);
  return notifications.find(({ track_id }) => track_id === id)?.id ?? 0;
});
/** A track that waits for its transcoding as long as the matrix runs. */
export const waitingTrack = object(async (objects) => {
  const id = await failedTrack(objects);
  await makeWait(objects.callers.system.database, id);
  return id;
});

export const TUS = { 'tus-resumable': '1.0.0' };
/** A resumable upload of one byte, which never arrives. */
export const uploadHeaders = { ...TUS, 'upload-length': '1', 'upload-metadata': 'title VG9uZQ==,artist QWRh' };
export const resumableUpload = object(async ({ callers }) => {
  const response = (await (await restOf(callers)).post('/api/v1/uploads', { headers: uploadHeaders })).expect(201);
  return response.headers.get('location')?.split('/').at(-1) ?? '';
});
