import type { Operation } from '../clients/openapi.js';
import { FILES } from './files.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');
export const UPLOAD_METADATA = `title ${base64('fuzz')},artist ${base64('x')},filename ${base64('tone.wav')}`;

/** The headers without which the server rejects a request of the upload protocol; the document cannot express their values. */
export function uploadHeaders({ parameters }: Operation, file?: string): Record<string, string> {
  const values: Record<string, string> = {
    'Tus-Resumable': '1.0.0',
    'Upload-Length': String(FILES[file ?? 'empty']?.length),
    'Upload-Offset': '0',
    'Upload-Metadata': UPLOAD_METADATA,
  };
  const names = parameters.filter((each) => each.in === 'header').map(({ name }) => name);
  return Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name.toLowerCase(), values[name]]])));
}
