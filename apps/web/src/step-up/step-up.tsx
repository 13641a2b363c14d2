import { VezaError } from '@veza/sdk';
import { createContext, lazy, type ReactNode, Suspense, use, useMemo, useRef, useState } from 'react';

const ConfirmDialog = lazy(() => import('./confirm-dialog.js'));

type Confirm = () => Promise<boolean>;
const StepUpContext = createContext<Confirm | undefined>(undefined);

/** Asks a person to confirm who they are, once for all calls that wait for it. The pages below use `useFresh`. */
export function StepUp({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const waiting = useRef<((confirmed: boolean) => void)[]>([]);
  const confirm = useMemo<Confirm>(
    () => () =>
      new Promise((resolve) => {
        waiting.current.push(resolve);
        setOpen(true);
      }),
    [],
  );
  const close = (confirmed: boolean) => {
    setOpen(false);
    for (const resolve of waiting.current.splice(0)) resolve(confirmed);
  };
  return (
    <StepUpContext value={confirm}>
      {children}
      {isOpen && (
        <Suspense>
          <ConfirmDialog onEnd={close} />
        </Suspense>
      )}
    </StepUpContext>
  );
}

const asksForProof = (error: unknown): boolean => error instanceof VezaError && error.code === 'FRESH_SIGN_IN_REQUIRED';

/**
 * Runs calls that may answer FRESH_SIGN_IN_REQUIRED (decision 0176): the person confirms who they are, and the call is
 * repeated. Without a confirmation, the error is that of the call.
 */
export function useFresh(): <T>(call: () => Promise<T>) => Promise<T> {
  const confirm = use(StepUpContext);
  if (!confirm) throw new Error('StepUp is missing above');
  return (call) =>
    call().catch(async (error: unknown) => {
      if (!asksForProof(error) || !(await confirm())) throw error;
      return call();
    });
}
