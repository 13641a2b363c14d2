import { type ErrorComponentProps, useMatches } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { openRoute, sharedRoute } from '../routing/routes.js';
import { Actions } from '../ui/actions.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNote } from '../ui/error-note.js';
import { SearchIcon } from '../ui/icons.js';
import { LinkButton } from '../ui/link-button.js';
import { Page } from '../ui/page.js';
import { Skeleton } from '../ui/skeleton.js';
import { Frame } from './frame.js';

/** The page of an address that leads nowhere, within what is around it: an address of no feature has nothing around it. */
export function NotFoundPage() {
  const t = useTranslations('app.notFound');
  const isFramed = useMatches({
    select: (matches) => matches.some(({ routeId }) => routeId === openRoute.id || routeId === sharedRoute.id),
  });
  const page = (
    <div style={{ textAlign: 'center' }}>
      <Page title={t('title')} width="narrow">
        <EmptyState icon={<SearchIcon />} title={t('text')}>
          <Actions>
            <LinkButton kind="primary" to="/">
              {t('way')}
            </LinkButton>
            <LinkButton to="/products">{t('products')}</LinkButton>
          </Actions>
        </EmptyState>
      </Page>
    </div>
  );
  return isFramed ? page : <Frame isTall>{page}</Frame>;
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
