import { request } from 'node:http';
import type { TestSystem } from './test-system.js';

/**
 * Starts a multipart upload whose Content-Length exceeds what it sends, and closes the connection once `seen` resolves. The
 * caller checks the effect on the server.
 */
export async function abortUpload(
  system: TestSystem,
  path: string,
  token: string,
  parts: { field: string; filename: string; type: string; bytes: Buffer; announced: number },
  seen: () => Promise<unknown>,
): Promise<void> {
  const boundary = 'a-boundary-of-the-journeys';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${parts.field}"; filename="${parts.filename}"\r\ncontent-type: ${parts.type}\r\n\r\n`;
  const upload = request(new URL(path, system.address), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': parts.announced,
    },
  });
  upload.on('error', () => undefined); // the abort is intended
  upload.write(head);
  upload.write(parts.bytes);
  await seen();
  const gone = new Promise((resolve) => upload.once('close', resolve));
  upload.destroy();
  await gone;
}
