import type { Track } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/text-field.js';
import { useChosenFile } from '../../ui/use-chosen-file.js';
import styles from '../../player/own-cover.module.css';
import { SOUND_FILES } from './sound-files.js';
import { refusalOf } from './upload.js';
import { useUploads } from './uploads-context.js';

/** Another sound for a track: chosen and heard here, sent with the other uploads, which go on when the page is left. */
export function ReplaceSound({ track, onClose }: { track: Track; onClose(): void }) {
  const t = useTranslations('tracks.sound');
  const tRefused = useTranslations('tracks.upload.refused');
  const uploads = useUploads();
  const [chosen, choose] = useChosenFile();
  const file = chosen?.file;
  const refusal = file && refusalOf(file);
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!file || refusal) return;
          uploads.replace(file, track.id);
          onClose();
        }}
      >
        <p>{t('text')}</p>
        <TextField
          label={t('file')}
          name="audio"
          type="file"
          required
          accept={SOUND_FILES}
          fault={refusal && tRefused(refusal)}
          onChange={({ target }) => choose(target.files?.[0])}
        />
        {chosen && !refusal && <audio src={chosen.address} controls aria-label={t('preview')} />}
        <div>
          <Button kind="primary" type="submit">
            {t('submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
