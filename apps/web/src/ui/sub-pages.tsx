import { Link, type LinkProps } from '@tanstack/react-router';
import styles from './sub-pages.module.css';

interface SubPagesProps {
  label: string;
  pages: readonly { readonly to: LinkProps['to'] & string; readonly label: string }[];
}

/** Links between the pages of one feature. The first one is marked on its own address only. */
export function SubPages({ label, pages }: SubPagesProps) {
  return (
    <nav aria-label={label}>
      <ul className={styles.pages}>
        {pages.map(({ to, label: name }, index) => (
          <li key={to}>
            <Link to={to} activeOptions={{ exact: index === 0 }} className={styles.page}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
