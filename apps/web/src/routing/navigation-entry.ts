import type { LinkProps } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import type { Texts } from '../i18n/texts.js';

/** An entry of the main navigation, which a feature exports beside its routes. */
export interface NavigationEntry {
  readonly to: LinkProps['to'] & string;
  readonly label: keyof Texts['app']['navigation'] & string;
  readonly Icon: ComponentType;
}
