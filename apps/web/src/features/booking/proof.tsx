import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { VezaError } from '@veza/sdk';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { useSignedIn, useVeza } from '../../session/session-context.js';
import { ErrorNote } from '../../ui/error-note.js';
import { LinkButton } from '../../ui/link-button.js';
import { Skeleton } from '../../ui/skeleton.js';
import { MailedCode } from './mailed-code.js';

interface ProofProps {
  cabinet: string;
  /** With the secret of the visit, in which a confirmed address books. */
  onVisit(visit: string): void;
}

/** Whose e-mail address books: that of the account, or one that a mailed code confirms. */
export function Proof({ cabinet, onVisit }: ProofProps) {
  const t = useTranslations('booking.proof');
  const veza = useVeza();
  const isSignedIn = useSignedIn();
  const { href } = useLocation();
  const own = useQuery({
    queryKey: ['own-visit', cabinet],
    queryFn: async () => (await veza.openOwnVisit({ path: { cabinet } })).data,
    enabled: isSignedIn,
    gcTime: 0, // a visit ends after an hour
  });
  const visit = own.data?.visit;
  useEffect(() => {
    if (visit !== undefined) onVisit(visit);
  }, [visit, onVisit]);
  const isUnconfirmed = own.error instanceof VezaError && own.error.code === 'FORBIDDEN';
  if (isSignedIn && !own.error) return <Skeleton label={t('loading')} lines={2} />;
  if (own.error && !isUnconfirmed) return <ErrorNote error={own.error} retry={() => void own.refetch()} />;
  return (
    <>
      <p>{t(isUnconfirmed ? 'unconfirmed' : 'text')}</p>
      <MailedCode cabinet={cabinet} onVisit={onVisit} />
      {!isSignedIn && (
        <p>
          {t('account')}{' '}
          <LinkButton to="/sign-in" search={{ next: href }} kind="quiet">
            {t('signIn')}
          </LinkButton>
        </p>
      )}
    </>
  );
}
