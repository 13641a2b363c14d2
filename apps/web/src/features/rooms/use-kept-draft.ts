import { useEffect, useState } from 'react';
import { forgetEarlier } from '../../chat/kept-messages.js';
import { kept } from '../../offline/kept.js';
import { useSession } from '../../session/session-context.js';
import type { ChangeDraft } from './kept-draft.js';

/** Keeps an unsent text over a change of rooms, a reload and a new build. `undefined`: the field has something else now. */
export function useKeptDraft(name: string, text: string | undefined, change: ChangeDraft): void {
  const { userId } = useSession();
  // Not with the first view.
  const [opened] = useState(() =>
    import('./kept-draft.js').then(({ openDraft }) => openDraft({ kept, name, userId, forgetEarlier }, change)),
  );
  useEffect(() => () => void opened.then((draft) => draft.end()), [opened]);
  useEffect(() => void opened.then((draft) => draft.write(text)), [opened, text]);
}
