import type { Track } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/text-field.js';
import { usePreview } from '../../ui/use-preview.js';
import styles from './own-cover.module.css';
import { SOUND_FILES } from './sound-files.js';
import { refusalOf } from './upload.js';
import { useUploads } from './uploads-context.js';

/** Another sound for a track: chosen and heard here, sent with the other uploads, which go on when the page is left. */
export function ReplaceSound({ track, onClose }: { track: Track; onClose(): void }) {
  const t = useTranslations('tracks.sound');
  const tRefused = useTranslations('tracks.upload.refused');
  const uploads = useUploads();
  const [file, setFile] = useState<File>();
  const preview = usePreview(file);
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
          onChange={({ target }) => setFile(target.files?.[0])}
        />
        {preview !== undefined && !refusal && <audio src={preview} controls aria-label={t('preview')} />}
        <div>
          <Button kind="primary" type="submit">
            {t('submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
