import { useEffect, useState } from 'react';

/**
 * A value that follows another one as soon as that rests for `ms`: for searches as one types. It does not follow once another
 * page is on its way: a search that the address keeps would call the person back.
 */
export function useSettled<T>(value: T, ms = 200): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const page = location.pathname;
    const timer = setTimeout(() => location.pathname === page && setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
