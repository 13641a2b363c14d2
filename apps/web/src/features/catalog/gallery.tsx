import type { Product } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import styles from './gallery.module.css';
import { ProductPicture } from './product-picture.js';

/** The pictures of a product: a large one, and the others to choose from. */
export function Gallery({ pictures, name }: { pictures: Product['pictures']; name: string }) {
  const t = useTranslations('catalog');
  const [chosen, setChosen] = useState(0);
  const shown = pictures[chosen] ?? pictures[0];
  return (
    <div className={styles.gallery}>
      <ProductPicture picture={shown} name={name} size="full" className={styles.large} />
      {pictures.length > 1 && (
        <ul className={styles.others}>
          {pictures.map((picture, index) => (
            <li key={picture.id}>
              <button
                type="button"
                className={styles.other}
                aria-pressed={picture === shown}
                aria-label={t('pictures.show', { number: index + 1, what: picture.alt })}
                onClick={() => setChosen(index)}
              >
                <ProductPicture picture={picture} name={name} size="medium" isDecorative />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
