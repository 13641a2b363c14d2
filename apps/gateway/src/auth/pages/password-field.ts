import { escaped } from '../../edge/index.js';

/** The field of a new password; with a fault it refers to the alert above it. The login is for password managers. */
export const passwordField = (
  login: string,
  label: string,
  hint: string,
  isWrong: boolean,
) => `<input name="login" autocomplete="username" value="${escaped(login)}" hidden>
<label for="password">${escaped(label)}</label>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="10" maxlength="128" aria-describedby="hint${isWrong ? ' fault" aria-invalid="true' : ''}">
<small id="hint">${escaped(hint)}</small>
`;
