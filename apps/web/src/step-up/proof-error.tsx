import { useTranslations } from 'use-intl';
import { PasskeyAborted } from '../session/passkey.js';
import { ProviderRefused } from '../session/provider-visit.js';
import { ErrorNote } from '../ui/error-note.js';
import { Note } from '../ui/note.js';

/** Why a proof failed. A closed dialogue of the browser is no error. */
export function ProofError({ error }: { error: unknown }) {
  const t = useTranslations('stepUp');
  if (error === null || error === undefined) return null;
  if (error instanceof ProviderRefused) return <Note>{t('providerRefused')}</Note>;
  return error instanceof PasskeyAborted ? <Note>{t('passkeyAborted')}</Note> : <ErrorNote error={error} />;
}
