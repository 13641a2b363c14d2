import type { LinkProps } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import type { Texts } from '../i18n/texts.js';
import type { NavigationEntry } from '../routing/navigation-entry.js';

export type EntryGroup = keyof Texts['palette']['groups'] & string;

/** A line of the palette: it leads to a page, or does something here. */
export interface Entry {
  readonly key: string;
  readonly group: EntryGroup;
  readonly title: string;
  /** Beside the title: whose it is, or where it stands. */
  readonly detail?: string;
  readonly Icon: ComponentType;
  readonly picture?: { readonly name: string; readonly source: string | null };
  readonly act: { readonly link: LinkProps } | { readonly run: () => void };
}

/** What a dialogue of the palette gets. */
export interface DialogPlan {
  /** The main navigation, in its order. */
  readonly navigation: readonly NavigationEntry[];
  onClose(): void;
}
