import { request } from 'node:http';
import type { World } from './world.js';

/**
 * Begins a multipart upload that announces more than it sends, and cuts the line once bytes have reached the object
 * store (or, where `seen` says so, something else has happened). What the server makes of it is for the caller to see.
 */
export async function cutOff(
  world: World,
  path: string,
  token: string,
  parts: { field: string; filename: string; type: string; bytes: Buffer; announced: number },
  seen: () => Promise<unknown>,
): Promise<void> {
  const boundary = 'a-boundary-of-the-journeys';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${parts.field}"; filename="${parts.filename}"\r\ncontent-type: ${parts.type}\r\n\r\n`;
  const upload = request(new URL(path, world.address), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': parts.announced,
    },
  });
  upload.on('error', () => undefined); // cutting the line is the point
  upload.write(head);
  upload.write(parts.bytes);
  await seen();
  const gone = new Promise((resolve) => upload.once('close', resolve));
  upload.destroy();
  await gone;
}
