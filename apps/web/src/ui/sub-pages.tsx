import { Link, type LinkProps } from '@tanstack/react-router';
import styles from './sub-pages.module.css';

interface SubPagesProps {
  label: string;
  pages: readonly { readonly to: LinkProps['to'] & string; readonly label: string }[];
  /** What stays in the address from one page to the next. */
  search?: LinkProps['search'];
}

/** Links between the pages of one feature. The first one is marked on its own address only. */
export function SubPages({ label, pages, search }: SubPagesProps) {
  return (
    <nav aria-label={label}>
      <ul className={styles.pages}>
        {pages.map(({ to, label: name }, index) => (
          <li key={to}>
            <Link
              to={to}
              {...(search && { search })}
              activeOptions={{ exact: index === 0, includeSearch: false }}
              className={styles.page}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
