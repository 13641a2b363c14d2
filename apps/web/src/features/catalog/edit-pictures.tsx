import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Product } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button, IconButton } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { DeleteIcon, UpIcon } from '../../ui/icons.js';
import { Section } from '../../ui/section.js';
import { TextField } from '../../ui/text-field.js';
import { UploadProgress } from '../../ui/upload-progress.js';
import styles from './form.module.css';
import { PictureText } from './picture-text.js';
import { ProductPicture } from './product-picture.js';
import { useUpload } from '../../session/use-upload.js';

const MOST = 10;

/** The pictures of an own product: added with progress, described, put in order, removed. */
export function EditPictures({ product }: { product: Product }) {
  const t = useTranslations('catalog.pictures');
  const veza = useVeza();
  const queries = useQueryClient();
  const { id, name, pictures } = product;
  const reload = () => {
    void queries.invalidateQueries({ queryKey: ['products'] });
    return queries.invalidateQueries({ queryKey: ['product', id] });
  };
  const upload = useUpload(reload);
  const remove = useMutation({
    mutationFn: (pictureId: string) => veza.removeProductPicture({ path: { id, pictureId } }),
    onSuccess: reload,
  });
  const arrange = useMutation({
    mutationFn: (order: Product['pictures']) =>
      veza.arrangeProductPictures({ path: { id }, body: { pictures: order.map((each) => ({ id: each.id, alt: each.alt })) } }),
    onSuccess: reload,
  });
  const makeFirst = (pictureId: string) =>
    arrange.mutate([...pictures].sort((a, b) => Number(b.id === pictureId) - Number(a.id === pictureId)));
  const error = upload.error ?? remove.error ?? arrange.error;
  return (
    <Section title={t('title')} hint={t('hint')}>
      {error && <ErrorNote error={error} />}
      <ul className={styles.files}>
        {pictures.map((picture, index) => (
          <li key={picture.id} className={styles.file}>
            <ProductPicture picture={picture} name={name} size="medium" isDecorative className={styles.thumb} />
            <PictureText
              key={picture.alt}
              text={picture.alt}
              number={index + 1}
              busy={arrange.isPending}
              onSave={(alt) => arrange.mutate(pictures.map((each) => (each.id === picture.id ? { ...each, alt } : each)))}
            />
            {index > 0 && (
              <IconButton label={t('first', { number: index + 1 })} onClick={() => makeFirst(picture.id)}>
                <UpIcon />
              </IconButton>
            )}
            <IconButton label={t('remove', { number: index + 1 })} onClick={() => remove.mutate(picture.id)}>
              <DeleteIcon />
            </IconButton>
          </li>
        ))}
      </ul>
      {upload.isPending && <UploadProgress label={t('uploading')} share={upload.share} />}
      {pictures.length < MOST && (
        <form
          className={styles.files}
          onSubmit={(event) => {
            event.preventDefault();
            const target = event.currentTarget;
            upload.mutate(
              { path: `/api/v1/products/${id}/pictures`, form: inOrder(target) },
              { onSuccess: () => target.reset() },
            );
          }}
        >
          <TextField label={t('file')} name="picture" type="file" required accept="image/jpeg,image/png,image/webp" />
          <TextField label={t('alt')} hint={t('altHint')} name="alt" maxLength={300} autoComplete="off" />
          <div>
            <Button type="submit" busy={upload.isPending}>
              {t('add')}
            </Button>
          </div>
        </form>
      )}
    </Section>
  );
}

/** The text before the file. */
function inOrder(element: HTMLFormElement): FormData {
  const given = new FormData(element);
  const form = new FormData();
  for (const [name, value] of given) if (typeof value === 'string') form.append(name, value);
  for (const [name, value] of given) if (typeof value !== 'string') form.append(name, value);
  return form;
}
