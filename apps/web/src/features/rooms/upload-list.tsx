import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { TooLarge, Uncertain, type UnsentFile } from '../../chat/unsent-files.js';
import { Button, IconButton } from '../../ui/button.js';
import { CloseIcon, FileIcon } from '../../ui/icons.js';
import { useFaultText } from '../../ui/use-fault-text.js';
import styles from './upload-list.module.css';
import { useFileSize } from '../../ui/use-file-size.js';
import type { useUploads } from './use-uploads.js';

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

function Entry({ upload, files }: { upload: UnsentFile; files: ReturnType<typeof useUploads> }) {
  const t = useTranslations('rooms.files');
  const sizeOf = useFileSize();
  const faultText = useFaultText();
  const { key, file, state, error } = upload;
  return (
    <li className={styles.entry}>
      {file.type.startsWith('image/') ? <Preview file={file} /> : <FileIcon />}
      <div className={styles.body}>
        <p className={styles.name}>
          {file.name} <small>{sizeOf(file.size)}</small>
        </p>
        {state === 'sending' && <progress aria-label={t('sending', { name: file.name })} className={styles.progress} />}
        {state === 'waiting' && <p role="status">{t('waiting')}</p>}
        {state === 'failed' && (
          <p role="alert" className={styles.fault}>
            {error instanceof TooLarge ? t('tooLarge') : error instanceof Uncertain ? t('uncertain') : faultText(error).text}
          </p>
        )}
      </div>
      {state === 'failed' && !(error instanceof TooLarge) && <Button onClick={() => files.send(key)}>{t('again')}</Button>}
      {state !== 'sending' && (
        <IconButton label={t('discard', { name: file.name })} onClick={() => files.discard(key)}>
          <CloseIcon />
        </IconButton>
      )}
    </li>
  );
}

/** By an address of this page, for as long as it is shown. */
function Preview({ file }: { file: File }) {
  const show = useCallback(
    (image: HTMLImageElement) => {
      const address = URL.createObjectURL(file);
      image.src = address;
      return () => URL.revokeObjectURL(address);
    },
    [file],
  );
  return <img ref={show} alt="" className={styles.preview} />;
}
