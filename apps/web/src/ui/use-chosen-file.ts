import { useEffect, useRef, useState } from 'react';

interface ChosenFile {
  readonly file: File;
  /** An address for elements that show it, as long as it is chosen. */
  readonly address: string;
}

/** A file that a person has chosen, to be looked at before it is sent. */
export function useChosenFile(): [ChosenFile | undefined, (file: File | undefined) => void] {
  const [chosen, setChosen] = useState<ChosenFile>();
  const made = useRef<string>(undefined);
  const release = () => {
    if (made.current !== undefined) URL.revokeObjectURL(made.current);
    made.current = undefined;
  };
  const choose = (file: File | undefined) => {
    release();
    made.current = file && URL.createObjectURL(file);
    setChosen(file && made.current !== undefined ? { file, address: made.current } : undefined);
  };
  useEffect(() => release, []);
  return [chosen, choose];
}
