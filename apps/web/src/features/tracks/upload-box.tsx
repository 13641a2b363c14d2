import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/check-field.js';
import { classNames } from '../../ui/class-names.js';
import { UploadIcon } from '../../ui/icons.js';
import { SelectField } from '../../ui/select-field.js';
import { TextField } from '../../ui/text-field.js';
import { type License, licenseOf, useLicenseOptions } from './licenses.js';
import { SOUND_FILES } from './sound-files.js';
import styles from './upload-box.module.css';
import { useFileDrop } from './use-file-drop.js';
import { useUploads } from './uploads-context.js';

/** Where uploads begin: by a drop anywhere on the page, or by the choice of files. */
export function UploadBox() {
  const t = useTranslations('tracks.upload');
  const uploads = useUploads();
  const input = useRef<HTMLInputElement>(null);
  const [isPublic, setPublic] = useState(false);
  const [album, setAlbum] = useState('');
  const [artist, setArtist] = useState('');
  const [license, setLicense] = useState<License>('all-rights-reserved');
  const licenses = useLicenseOptions();
  const add = (files: readonly File[]) => uploads.add(files, { isPublic, album: album.trim(), artist: artist.trim(), license });
  const isOver = useFileDrop(add);
  return (
    <div className={classNames(styles.box, isOver && styles.over)}>
      <div className={styles.words}>
        <p className={styles.title}>{t(isOver ? 'drop' : 'title')}</p>
        <p className={styles.hint}>{t('hint')}</p>
      </div>
      <Button kind="primary" onClick={() => input.current?.click()}>
        <UploadIcon />
        {t('choose')}
      </Button>
      <details className={styles.album}>
        <summary>{t('options')}</summary>
        <div className={styles.fields}>
          <CheckField label={t('public')} checked={isPublic} onChange={(event) => setPublic(event.target.checked)} />
          <SelectField
            label={t('license')}
            value={license}
            options={licenses}
            onChange={({ target }) => setLicense(licenseOf(target.value) ?? license)}
          />
          <TextField
            label={t('album.name')}
            hint={t('album.hint')}
            value={album}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => setAlbum(event.target.value)}
          />
          <TextField
            label={t('album.artist')}
            value={artist}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => setArtist(event.target.value)}
          />
        </div>
      </details>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={SOUND_FILES}
        onChange={(event) => {
          add([...(event.target.files ?? [])]);
          event.target.value = ''; // the same file may be chosen again
        }}
      />
    </div>
  );
}
