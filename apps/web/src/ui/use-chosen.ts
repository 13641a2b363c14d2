import { useState } from 'react';

/**
 * A value that a person changes, with `change` on its way to the server or to the address. It returns the choice until `change`
 * has ended, and `value` again after it: at once, since a box that follows a request or a navigation jumps back on the click.
 * The fault of a refused change is the caller's to show.
 */
export function useChosen<Value>(value: Value, change: (next: Value) => Promise<unknown>): [Value, (next: Value) => void] {
  const [choice, setChoice] = useState<{ value: Value }>();
  const choose = (next: Value) => {
    const own = { value: next };
    const forget = () => setChoice((latest) => (latest === own ? undefined : latest));
    setChoice(own);
    change(next).then(forget, forget);
  };
  return [choice ? choice.value : value, choose];
}
