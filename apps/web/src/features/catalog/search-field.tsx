import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { useVeza } from '../../session/session-context.js';
import { TextField } from '../../ui/text-field.js';
import { useSettled } from '../../ui/use-settled.js';

interface SearchFieldProps {
  label: string;
  /** What the address has. */
  value: string;
  /** Whether the API completes what is typed. */
  completes?: boolean;
  onSearch(text: string): void;
}

/** A search as one types, with completions by the browser's own list. */
export function SearchField({ label, value, completes = false, onSearch }: SearchFieldProps) {
  const veza = useVeza();
  const id = useId();
  const [text, setText] = useState(value);
  const settled = useSettled(text.trim());
  const latest = useRef(value);
  useEffect(() => {
    if (settled === latest.current) return;
    latest.current = settled;
    onSearch(settled);
  }, [settled, onSearch]);
  useEffect(() => {
    if (value === latest.current) return; // the own change
    latest.current = value;
    setText(value);
  }, [value]);
  const { data } = useQuery({
    queryKey: ['product-suggestions', settled],
    queryFn: async ({ signal }) => (await veza.suggestProducts({ query: { q: settled.slice(0, 100) }, signal })).data.suggestions,
    enabled: completes && settled.length > 1,
  });
  return (
    <>
      <TextField
        label={label}
        type="search"
        value={text}
        maxLength={200}
        autoComplete="off"
        onChange={({ target }) => setText(target.value)}
        {...(completes && { list: id })}
      />
      <datalist id={id}>
        {(completes ? (data ?? []) : []).map((suggestion) => (
          <option key={suggestion.text} value={suggestion.text} />
        ))}
      </datalist>
    </>
  );
}
