import { useMutation, useQueryClient } from '@tanstack/react-query';
import { VezaError } from '@veza/sdk';
import { useState } from 'react';
import { changedFields, differences, type Difference, type Draft, merged } from './merge.js';

/** A representation with the version that a change names. */
export interface Versioned<Value> {
  value: Value;
  etag: string | undefined;
}

interface EditingPlan<Value> {
  initial: Versioned<Value>;
  draftOf(value: Value): Draft;
  /** The present representation. */
  read(): Promise<Versioned<Value>>;
  /** Sends these fields. */
  send(draft: Draft, fields: ReadonlySet<string>, etag: string | undefined): Promise<Versioned<Value>>;
  /** What is to be read again after a change. */
  keys: readonly (readonly unknown[])[];
}

/**
 * A form over a representation that other people change too. If they did since it was read, the API refuses the change, and the
 * differences wait for a decision. What both changed without a conflict is merged.
 */
export function useEditing<Value>({ initial, draftOf, read, send, keys }: EditingPlan<Value>) {
  const queries = useQueryClient();
  const [base, setBase] = useState(initial);
  const [draft, setDraft] = useState(() => draftOf(initial.value));
  const [found, setFound] = useState<Difference[]>();

  /** Whether it is stored. A version that is newer without other values, such as after a new picture, is no conflict. */
  async function store(wanted: Draft, from: Versioned<Value>): Promise<boolean> {
    const before = draftOf(from.value);
    try {
      const saved = await send(wanted, changedFields(before, wanted), from.etag);
      setBase(saved);
      setDraft(draftOf(saved.value));
      setFound(undefined);
      await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })));
      return true;
    } catch (error) {
      if (!(error instanceof VezaError) || error.code !== 'PRECONDITION_FAILED') throw error;
      const now = await read();
      const others = differences(before, wanted, draftOf(now.value));
      if (others.length === 0) return store(wanted, now);
      setFound(others);
      setDraft(wanted);
      setBase(now);
      return false;
    }
  }
  const save = useMutation({ mutationFn: (wanted: Draft) => store(wanted, base) });

  return {
    draft,
    set: (field: string, text: string) => {
      save.reset();
      setDraft((now) => ({ ...now, [field]: text }));
    },
    save,
    isSaved: save.data === true,
    found,
    /** Takes over what others changed, but for the fields to keep, and saves. */
    resolve: (keep: ReadonlySet<string>) => {
      const wanted = merged(draft, found ?? [], keep);
      setDraft(wanted);
      setFound(undefined);
      save.mutate(wanted);
    },
  };
}

export type Editing = ReturnType<typeof useEditing>;
