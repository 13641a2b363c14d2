import type { Product } from '@veza/sdk';
import { classNames } from '../../ui/class-names.js';
import { seedOf } from '../../ui/seed.js';
import styles from './product-picture.module.css';

interface ProductPictureProps {
  picture: Product['pictures'][number] | undefined;
  name: string;
  size: 'small' | 'medium' | 'large' | 'full';
  /** The name stands beside it. */
  isDecorative?: boolean;
  className?: string | undefined;
}

/** A picture of a product, or the first letter of its name on a colour of its own. */
export function ProductPicture({ picture, name, size, isDecorative = false, className }: ProductPictureProps) {
  if (picture)
    return (
      <img
        src={picture.urls[size]}
        alt={isDecorative ? '' : picture.alt}
        className={classNames(styles.picture, className)}
        loading="lazy"
        decoding="async"
      />
    );
  const hue = seedOf(name, 360);
  return (
    <span
      className={classNames(styles.picture, styles.letter, className)}
      style={{ backgroundColor: `oklch(45% 0.07 ${hue})` }}
      aria-hidden
    >
      {[...name][0]?.toLocaleUpperCase()}
    </span>
  );
}
