/** A minimal client of the public API. */
export class Api {
  /** @param {string} base for instance http://localhost:8080 @param {string} [token] */
  constructor(base, token) {
    this.base = base;
    this.token = token;
  }

  /** @param {string} path @returns {Promise<any>} */
  get(path) {
    return this.#call('GET', path);
  }

  /** @param {string} path @param {unknown} body @returns {Promise<any>} */
  post(path, body) {
    return this.#call('POST', path, JSON.stringify(body), { 'content-type': 'application/json' });
  }

  /** @param {string} path @param {unknown} [body] @returns {Promise<any>} */
  put(path, body) {
    return body === undefined
      ? this.#call('PUT', path)
      : this.#call('PUT', path, JSON.stringify(body), { 'content-type': 'application/json' });
  }

  /** @param {string} path @param {unknown} body @returns {Promise<any>} */
  patch(path, body) {
    return this.#call('PATCH', path, JSON.stringify(body), { 'content-type': 'application/json' });
  }

  /** Replaces a picture. @param {string} path @param {Uint8Array<ArrayBuffer>} bytes of a PNG @returns {Promise<any>} */
  putPicture(path, bytes) {
    const form = new FormData();
    form.set('picture', new Blob([bytes], { type: 'image/png' }), 'drawing.png');
    return this.#call('PUT', path, form);
  }

  /** @param {string} path @param {Record<string, string>} fields @param {{ field: string, name: string, type: string, bytes: Uint8Array<ArrayBuffer> }} file @returns {Promise<any>} */
  upload(path, fields, file) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set(file.field, new Blob([file.bytes], { type: file.type }), file.name);
    return this.#call('POST', path, form);
  }

  /** @param {string} method @param {string} path @param {string | FormData} [body] @param {Record<string, string>} [headers] */
  async #call(method, path, body, headers = {}) {
    const answer = await fetch(this.base + path, {
      method,
      body,
      headers: { ...headers, ...(this.token && { authorization: `Bearer ${this.token}` }) },
      signal: AbortSignal.timeout(30_000),
    });
    const text = await answer.text();
    if (answer.ok) return text === '' ? undefined : JSON.parse(text);
    throw new ApiError(`${method} ${path} returned ${answer.status}: ${text.slice(0, 300)}`, answer.status);
  }
}

/** A response with an error status. */
export class ApiError extends Error {
  /** @param {string} message @param {number} status */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}
