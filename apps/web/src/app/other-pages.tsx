import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { ErrorNote } from '../ui/error-note.js';
import { Page } from '../ui/page.js';
import { Skeleton } from '../ui/skeleton.js';

/** The page of an address that leads nowhere. */
export function NotFoundPage() {
  const t = useTranslations('app.notFound');
  return (
    <Page title={t('title')} width="narrow">
      <p>{t('text')}</p>
      <p>
        <Link to="/">{t('way')}</Link>
      </p>
    </Page>
  );
}

/** In the place of a page that could not be shown. */
export function FaultPage({ error, reset }: ErrorComponentProps) {
  const t = useTranslations('app.fault');
  return (
    <Page title={t('title')} width="narrow">
      <ErrorNote error={error} retry={reset} />
    </Page>
  );
}

export function PendingPage() {
  const t = useTranslations('ui');
  return <Skeleton label={t('loading')} />;
}
