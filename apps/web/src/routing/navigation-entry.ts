import type { LinkProps } from '@tanstack/react-router';
import type { Profile } from '@veza/sdk';
import type { ComponentType, ReactNode } from 'react';
import type { Texts } from '../i18n/texts.js';

type Role = Profile['role'];

/** An entry of the main navigation, which a feature exports beside its routes. */
export interface NavigationEntry {
  readonly to: LinkProps['to'] & string;
  readonly label: keyof Texts['app']['navigation'] & string;
  readonly Icon: ComponentType;
  /** What waits there, as a badge. */
  readonly Count?: ComponentType;
  /** Only for people with one of these roles; by default for everyone. */
  readonly roles?: readonly Role[];
  /** Shows the entry to some people only, by what the API returns. */
  readonly Only?: ComponentType<{ children: ReactNode }>;
}
