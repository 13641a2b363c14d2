import { useFaultText } from './use-fault-text.js';

/** The sentences of an error by field, for `fault` of a field. A name also stands for what is below it, such as `prices.0`. */
export function useFieldFaults(error: unknown): (name: string) => string | undefined {
  const faultText = useFaultText();
  const faults = error ? Object.entries(faultText(error).fields) : [];
  return (name) => faults.find(([path]) => path === name || path.startsWith(`${name}.`))?.[1];
}
