import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react';
import { useVeza } from '../../session/session-context.js';
import type { UploadState } from './upload.js';
import { Uploads, type UploadsState } from './uploads.js';
import { reloadTracks } from './use-tracks.js';

const UploadsContext = createContext<Uploads | undefined>(undefined);

/** The uploads of a signed-in person, from sign-in to sign-out. */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const veza = useVeza();
  const queries = useQueryClient();
  const [uploads] = useState(() => new Uploads(veza));
  useEffect(() => {
    const onLine = () => uploads.reconnect();
    const beforeUnload = (event: BeforeUnloadEvent) => {
      if (uploads.isBusy()) event.preventDefault();
    };
    addEventListener('online', onLine);
    addEventListener('beforeunload', beforeUnload);
    return () => {
      removeEventListener('online', onLine);
      removeEventListener('beforeunload', beforeUnload);
      uploads.leave();
    };
  }, [uploads]);

  /** Lists have a new track when its file has arrived, and its length when it can be played. */
  useEffect(() => {
    let known = '';
    return uploads.subscribe(() => {
      const now = uploads
        .getState()
        .uploads.map(({ state: { track, phase } }) => `${track?.id ?? ''}${phase === 'ready'}`)
        .join();
      if (now === known) return;
      known = now;
      void reloadTracks(queries);
      void queries.invalidateQueries({ queryKey: ['track'] });
    });
  }, [uploads, queries]);
  return <UploadsContext value={uploads}>{children}</UploadsContext>;
}

export function useUploads(): Uploads {
  const uploads = use(UploadsContext);
  if (!uploads) throw new Error('UploadsProvider is missing above');
  return uploads;
}

/** The upload that has become a track, where it is still followed: it knows more than the list. */
export function useUploadOf(trackId: number): UploadState | undefined {
  const uploads = use(UploadsContext);
  const state = useSyncExternalStore(uploads?.subscribe ?? subscribeToNothing, () =>
    uploads?.getState().uploads.find(({ state: { track } }) => track?.id === trackId),
  );
  return state?.state;
}

const subscribeToNothing = () => () => undefined;

export function useUploadsState(): UploadsState {
  const uploads = useUploads();
  return useSyncExternalStore(uploads.subscribe, uploads.getState);
}
