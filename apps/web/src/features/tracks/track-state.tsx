import type { Track } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { Badge } from '../../ui/badge.js';
import { useUploadOf } from './uploads-context.js';

/** What is special about a track: nothing for a public one that is ready. */
export function TrackState({ track: { id, status, progress, is_public } }: { track: Track }) {
  const t = useTranslations('tracks.state');
  const upload = useUploadOf(id);
  const share = upload?.phase === 'converting' ? upload.share : progress / 100;
  return (
    <>
      {status === 'processing' && <Badge kind="warning">{t('processing', { share })}</Badge>}
      {status === 'failed' && <Badge kind="danger">{t('failed')}</Badge>}
      {!is_public && <Badge>{t('private')}</Badge>}
    </>
  );
}
