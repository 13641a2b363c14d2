import type { Product } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Download } from './download.js';
import styles from './files.module.css';
import { useFileSize } from '../../ui/use-file-size.js';

/** The files of a product. Those of a free one are for everyone, the others for their owner. */
export function ProductFiles({ product, isOwn }: { product: Product; isOwn: boolean }) {
  const t = useTranslations('catalog.files');
  const veza = useVeza();
  const sizeOf = useFileSize();
  const isFree = product.price === 0;
  return (
    <>
      {!isFree && !isOwn && <p>{t('closed')}</p>}
      <ul className={styles.files}>
        {product.files?.map(({ id, filename, file_size }) => (
          <li key={id} className={styles.file}>
            <span className={styles.name}>
              {filename} <span className={styles.size}>{sizeOf(file_size)}</span>
            </span>
            {(isFree || isOwn) && (
              <Download
                filename={filename}
                address={isFree ? `/api/v1/products/${product.id}/files/${id}` : undefined}
                load={async () => (await veza.getProductFile({ path: { id: product.id, fileId: id } })).data}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
