import { Api, ApiError } from './api.mjs';
import { PASSWORD } from './content.mjs';

/** A client that is signed in; the account is made unless it exists. @param {Api} api @param {{ username: string, email: string }} user */
export async function account(api, { username, email }) {
  const made = await api.post('/api/v1/signup', { username, email, password: PASSWORD }).catch(async (error) => {
    if (!(error instanceof ApiError) || error.status !== 409) throw error;
    return api.post('/api/v1/login', { email, password: PASSWORD });
  });
  return new Api(api.base, made.accessToken);
}
