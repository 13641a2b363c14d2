import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type FormUpload, uploadForm } from './upload-form.js';
import { useVeza } from './session-context.js';

/** Uploads a form, and how far it is. */
export function useUpload(onDone: () => unknown) {
  const veza = useVeza();
  const [share, setShare] = useState(0);
  const upload = useMutation({
    mutationFn: async (wanted: Pick<FormUpload, 'method' | 'path' | 'form'>) => {
      setShare(0);
      await uploadForm(veza, { ...wanted, onProgress: setShare });
      await onDone();
    },
  });
  return { ...upload, share };
}
