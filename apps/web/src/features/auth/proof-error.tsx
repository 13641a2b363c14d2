import { useTranslations } from 'use-intl';
import { ErrorNote } from '../../ui/error-note.js';
import { Note } from '../../ui/note.js';
import { PasskeyAborted } from './passkey.js';

/** Why a proof failed. A closed dialogue of the browser is no error. */
export function ProofError({ error }: { error: unknown }) {
  const t = useTranslations('auth');
  if (error === null || error === undefined) return null;
  return error instanceof PasskeyAborted ? <Note>{t('passkeyAborted')}</Note> : <ErrorNote error={error} />;
}
