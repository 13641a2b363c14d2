import { eventually } from '@veza/testing';
import type { Rest } from '../clients/rest.js';
import { tone } from '../sound.js';
import { UPLOAD_METADATA } from './upload-headers.js';

const TUS = { 'tus-resumable': '1.0.0' };

/** The id of an upload of which half is stored, which is enough to hear something. */
export async function heardUpload(owner: Rest, ms: number): Promise<string | undefined> {
  const sound = tone(30, 192_000);
  const facts = { ...TUS, 'upload-length': String(sound.length), 'upload-metadata': UPLOAD_METADATA };
  const { headers: reply } = (await owner.post('/api/v1/uploads', { headers: facts })).expect(201);
  const path = reply.get('location') ?? '';
  const headers = { ...TUS, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
  (await owner.call('PATCH', path, { headers, body: new Uint8Array(sound.subarray(0, 6_000_000)) })).expect(204);
  await eventually('an upload that is heard', async () => (await owner.get(`${path}/preview`)).status === 200, { ms });
  return path.split('/').at(-1);
}
