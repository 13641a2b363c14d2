import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Product } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button, IconButton } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { DeleteIcon } from '../../ui/icons.js';
import { Section } from '../../ui/section.js';
import { TextField } from '../../ui/text-field.js';
import { UploadProgress } from '../../ui/upload-progress.js';
import styles from './form.module.css';
import { useFileSize } from '../../ui/use-file-size.js';
import { useUpload } from '../../session/use-upload.js';

/** The files of an own product. */
export function EditFiles({ product: { id, files = [] } }: { product: Product }) {
  const t = useTranslations('catalog.files');
  const veza = useVeza();
  const queries = useQueryClient();
  const sizeOf = useFileSize();
  const reload = () => queries.invalidateQueries({ queryKey: ['product', id] });
  const upload = useUpload(reload);
  const remove = useMutation({
    mutationFn: (fileId: number) => veza.removeProductFile({ path: { id, fileId } }),
    onSuccess: reload,
  });
  const error = upload.error ?? remove.error;
  return (
    <Section title={t('title')} hint={t('hint')}>
      {error && <ErrorNote error={error} />}
      <ul className={styles.files}>
        {files.map(({ id: fileId, filename, file_size }) => (
          <li key={fileId} className={styles.file}>
            <span className={styles.grow}>
              {filename} · {sizeOf(file_size)}
            </span>
            <IconButton label={t('remove', { name: filename })} onClick={() => remove.mutate(fileId)}>
              <DeleteIcon />
            </IconButton>
          </li>
        ))}
      </ul>
      {upload.isPending && <UploadProgress label={t('uploading')} share={upload.share} />}
      <form
        className={styles.files}
        onSubmit={(event) => {
          event.preventDefault();
          const target = event.currentTarget;
          const form = new FormData(target);
          upload.mutate({ path: `/api/v1/products/${id}/files`, form }, { onSuccess: () => target.reset() });
        }}
      >
        <TextField label={t('file')} name="file" type="file" required />
        <div>
          <Button type="submit" busy={upload.isPending}>
            {t('add')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
