import type { Track } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { Badge } from '../../ui/badge.js';

/** What is special about a track: nothing for a public one that is ready. */
export function TrackState({ track: { status, progress, is_public } }: { track: Track }) {
  const t = useTranslations('tracks.state');
  return (
    <>
      {status === 'processing' && <Badge kind="warning">{t('processing', { share: progress / 100 })}</Badge>}
      {status === 'failed' && <Badge kind="danger">{t('failed')}</Badge>}
      {!is_public && <Badge>{t('private')}</Badge>}
    </>
  );
}
