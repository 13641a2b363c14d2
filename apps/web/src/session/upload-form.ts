import { type Veza, VezaError } from '@veza/sdk';
import { LostConnection } from './lost-connection.js';

export interface FormUpload {
  method?: 'POST' | 'PUT';
  /** Path of the API, such as `/api/v1/products/3/files`. */
  path: string;
  /** Texts stand before the file, so that the API can check them before it receives the bytes. */
  form: FormData;
  onProgress(share: number): void;
  signal?: AbortSignal | undefined;
}

/** Sends a form with a file. `fetch` reports no progress of a body, hence XMLHttpRequest; errors are those of the SDK. */
export async function uploadForm(veza: Veza, { method = 'POST', path, form, onProgress, signal }: FormUpload): Promise<void> {
  await veza.getMe({ ...(signal && { signal }) }); // renews a session that has expired
  const tokens = await veza.tokens.read();
  const response = await new Promise<Response>((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open(method, new URL(path, veza.baseUrl));
    if (tokens) request.setRequestHeader('authorization', `Bearer ${tokens.accessToken}`);
    request.setRequestHeader('accept-language', document.documentElement.lang);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () => {
      const retryAfter = request.getResponseHeader('retry-after');
      const headers = new Headers(retryAfter === null ? [] : [['retry-after', retryAfter]]);
      resolve(new Response(request.responseText === '' ? null : request.responseText, { status: request.status, headers }));
    };
    request.onerror = () => reject(new LostConnection(`${method} ${path}: no response`));
    request.onabort = () => reject(new DOMException(`${method} ${path} was aborted`, 'AbortError'));
    request.onloadend = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort);
    request.send(form);
  });
  if (!response.ok) throw await VezaError.of(`${method} ${path}`, response);
}
