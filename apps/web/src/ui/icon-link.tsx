import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.js';

function Anchor({ label, className, ...rest }: ComponentProps<'a'> & { label: string }) {
  const names = classNames(styles.button, styles.quiet, styles.icon, className);
  return <a {...rest} aria-label={label} title={label} className={names} />;
}

/** A link to another page that is an icon only. */
export const IconLink = createLink(Anchor);
