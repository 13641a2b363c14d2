import { useMutation } from '@tanstack/react-query';
import type { Track } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Note } from '../../ui/note.js';
import { TextField } from '../../ui/text-field.js';
import styles from './share-track.module.css';

/** Makes the link of a private track, which is shown once, and ends it. */
export function SecretLink({ track: { id }, onClose }: { track: Track; onClose(): void }) {
  const t = useTranslations('tracks.secret');
  const veza = useVeza();
  const path = { id };
  const make = useMutation({
    mutationFn: async () => `${location.origin}/app/tracks/${id}#${(await veza.shareTrack({ path })).data.code}`,
  });
  const end = useMutation({ mutationFn: () => veza.unshareTrack({ path }), onSuccess: () => make.reset() });
  const error = make.error ?? end.error;
  return (
    <Dialog title={t('open')} onClose={onClose}>
      <div className={styles.fields}>
        <p>{t('hint')}</p>
        {error && <ErrorNote error={error} />}
        {make.data !== undefined && <TextField label={t('link')} value={make.data} readOnly />}
        {end.isSuccess && make.data === undefined && <Note>{t('ended')}</Note>}
        <Actions>
          {make.data === undefined ? (
            <Button kind="primary" busy={make.isPending} onClick={() => make.mutate()}>
              {t('make')}
            </Button>
          ) : (
            <CopyButton text={make.data}>{t('copy')}</CopyButton>
          )}
          <Button busy={end.isPending} onClick={() => end.mutate()}>
            {t('end')}
          </Button>
        </Actions>
      </div>
    </Dialog>
  );
}
