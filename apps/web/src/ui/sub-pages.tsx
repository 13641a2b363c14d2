import { Link, type LinkProps, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import styles from './sub-pages.module.css';

interface SubPagesProps {
  label: string;
  pages: readonly { readonly to: LinkProps['to'] & string; readonly label: string }[];
  /** What stays in the address from one page to the next. */
  search?: LinkProps['search'];
}

/** Links between the pages of one feature, in one row that scrolls on a phone. The first one is marked on its own address only. */
export function SubPages({ label, pages, search }: SubPagesProps) {
  const row = useRef<HTMLUListElement>(null);
  const path = useLocation({ select: ({ pathname }) => pathname });
  useEffect(() => {
    const list = row.current;
    const current = list?.querySelector<HTMLElement>('[aria-current=page]');
    if (list && current) list.scrollTo({ left: current.offsetLeft - (list.clientWidth - current.offsetWidth) / 2 });
  }, [path]);
  return (
    <nav aria-label={label} className={styles.navigation}>
      <ul ref={row} className={styles.pages}>
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
