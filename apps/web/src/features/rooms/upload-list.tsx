import { useTranslations } from 'use-intl';
import { Button, IconButton } from '../../ui/button.js';
import { CloseIcon, FileIcon } from '../../ui/icons.js';
import { useFaultText } from '../../ui/use-fault-text.js';
import styles from './upload-list.module.css';
import { useFileSize } from '../../ui/use-file-size.js';
import { TooLarge, type RoomUpload, type useUploads } from './use-uploads.js';

/** The files on their way, above the field. */
export function UploadList({ files }: { files: ReturnType<typeof useUploads> }) {
  const t = useTranslations('rooms.files');
  if (files.uploads.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={t('onTheWay')}>
      {files.uploads.map((upload) => (
        <Entry key={upload.key} upload={upload} files={files} />
      ))}
    </ul>
  );
}

function Entry({ upload, files }: { upload: RoomUpload; files: ReturnType<typeof useUploads> }) {
  const t = useTranslations('rooms.files');
  const sizeOf = useFileSize();
  const faultText = useFaultText();
  const { file, preview, error } = upload;
  return (
    <li className={styles.entry}>
      {preview === undefined ? <FileIcon /> : <img src={preview} alt="" className={styles.preview} />}
      <div className={styles.body}>
        <p className={styles.name}>
          {file.name} <small>{sizeOf(file.size)}</small>
        </p>
        {error === undefined ? (
          <progress aria-label={t('sending', { name: file.name })} className={styles.progress} />
        ) : (
          <p role="alert" className={styles.fault}>
            {error instanceof TooLarge ? t('tooLarge') : faultText(error).text}
          </p>
        )}
      </div>
      {error !== undefined && (
        <>
          {!(error instanceof TooLarge) && <Button onClick={() => files.send(upload)}>{t('again')}</Button>}
          <IconButton label={t('discard', { name: file.name })} onClick={() => files.discard(upload.key)}>
            <CloseIcon />
          </IconButton>
        </>
      )}
    </li>
  );
}
