import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useSignedIn } from '../../session/session-context.js';
import { PlusIcon } from '../../ui/icons.js';
import { LinkButton } from '../../ui/link-button.js';
import styles from './catalog-head.module.css';

/** The two shelves, and the way to add to the present one. */
export function CatalogHead({ shelf }: { shelf: 'products' | 'resources' }) {
  const t = useTranslations('catalog');
  const isSignedIn = useSignedIn();
  return (
    <div className={styles.head}>
      <nav aria-label={t('shelves')} className={styles.shelves}>
        <Link to="/products" className={styles.shelf}>
          {t('products.title')}
        </Link>
        <Link to="/resources" className={styles.shelf}>
          {t('resources.title')}
        </Link>
      </nav>
      {isSignedIn && shelf === 'products' && <LinkButton to="/products/imports">{t('imports.title')}</LinkButton>}
      {isSignedIn && (
        <LinkButton to={shelf === 'products' ? '/products/new' : '/resources/new'} kind="primary">
          <PlusIcon />
          {t(`${shelf}.new`)}
        </LinkButton>
      )}
    </div>
  );
}
