import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { uploadForm } from '../../session/upload-form.js';
import { useVeza } from '../../session/session-context.js';

/** Uploads a form, and how far it is. */
export function useUpload(onDone: () => unknown) {
  const veza = useVeza();
  const [share, setShare] = useState(0);
  const upload = useMutation({
    mutationFn: async ({ path, form }: { path: string; form: FormData }) => {
      setShare(0);
      await uploadForm(veza, { path, form, onProgress: setShare });
      await onDone();
    },
  });
  return { ...upload, share };
}
