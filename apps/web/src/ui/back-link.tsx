import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.js';
import { BackIcon } from './icons.js';

function Anchor({ children, className, ...rest }: ComponentProps<'a'>) {
  return (
    <a {...rest} aria-current={undefined} className={classNames(styles.button, styles.quiet, className)}>
      <BackIcon />
      {children}
    </a>
  );
}

/**
 * The way to the page above this one, over its title. The address of this page begins with its own, so that the router would
 * mark it as current.
 */
export const BackLink = createLink(Anchor);
