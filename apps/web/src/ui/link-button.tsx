import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.js';

function Anchor({ kind = 'plain', className, ...rest }: ComponentProps<'a'> & { kind?: 'primary' | 'plain' | 'quiet' }) {
  return <a {...rest} className={classNames(styles.button, styles[kind], className)} />;
}

/** A link to another page that looks like a button. */
export const LinkButton = createLink(Anchor);
