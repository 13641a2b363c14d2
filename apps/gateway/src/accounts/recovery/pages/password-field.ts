import { escaped } from '../../../edge/index.js';

interface PasswordField {
  /** For password managers. */
  login: string;
  label: string;
  hint: string;
  /** The password of the account, or a new one. */
  kind: 'current' | 'new';
  /** The field refers to the alert above it. */
  isWrong: boolean;
}

export const passwordField = ({ login, label, hint, kind, isWrong }: PasswordField) => {
  const limits = kind === 'new' ? 'minlength="10" maxlength="128"' : 'maxlength="1000"';
  return `<input name="login" autocomplete="username" value="${escaped(login)}" hidden>
<label for="password">${escaped(label)}</label>
<input id="password" name="password" type="password" autocomplete="${kind}-password" required ${limits} aria-describedby="hint${isWrong ? ' fault" aria-invalid="true' : ''}">
<small id="hint">${escaped(hint)}</small>
`;
};
