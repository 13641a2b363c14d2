import { useMutation } from '@tanstack/react-query';
import { VezaError } from '@veza/sdk';
import { useState } from 'react';
import { useVeza } from '../../session/session-context.js';
import { assertPasskey } from './passkey.js';

/** What a person proves who they are with. */
export type Proof = { kind: 'password'; email: string; password: string } | { kind: 'passkey' } | { kind: 'code'; code: string };

/** Where a sign-in stands: at its first step, at the second with its ticket, or at a role that needs a second factor. */
export type Step = { name: 'first' } | { name: 'second'; ticket: string } | { name: 'setUp' };

/** A sign-in in one or two steps. The session opens at its end, and the route of the page then leads on. */
export function useSignIn() {
  const veza = useVeza();
  const [step, setStep] = useState<Step>({ name: 'first' });
  const ticket = step.name === 'second' ? step.ticket : undefined;

  async function send(proof: Proof): Promise<unknown> {
    if (proof.kind === 'password') return veza.login({ body: { email: proof.email, password: proof.password } });
    if (proof.kind === 'code') return veza.loginSecondFactor({ body: { ticket: ticket ?? '', code: proof.code } });
    const credential = await assertPasskey(veza, ticket);
    return veza.loginPasskey({ body: { credential, ...(ticket !== undefined && { ticket }) } });
  }

  const attempt = useMutation({
    mutationFn: async (proof: Proof): Promise<void> => {
      try {
        await send(proof);
      } catch (error) {
        const next = nextStep(error);
        if (!next) throw error;
        setStep(next);
      }
    },
  });
  const startOver = () => {
    attempt.reset();
    setStep({ name: 'first' });
  };
  return { step, attempt, startOver };
}

/** The step that an answer asks for; undefined for an error. */
function nextStep(error: unknown): Step | undefined {
  if (!(error instanceof VezaError)) return undefined;
  if (error.code === 'SECOND_FACTOR_SETUP_REQUIRED') return { name: 'setUp' };
  const ticket = error.details.find(({ field }) => field === 'ticket')?.message;
  return error.code === 'SECOND_FACTOR_REQUIRED' && ticket !== undefined ? { name: 'second', ticket } : undefined;
}
