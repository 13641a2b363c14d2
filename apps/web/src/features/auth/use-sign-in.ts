import { useMutation } from '@tanstack/react-query';
import { type Session as OpenedSession, VezaError } from '@veza/sdk';
import { useState } from 'react';
import { useSession } from '../../session/session-context.js';
import { assertPasskey } from './passkey.js';

/** What a person proves who they are with. */
export type Proof = { kind: 'password'; email: string; password: string } | { kind: 'passkey' } | { kind: 'code'; code: string };

/** Where a sign-in stands: at its first step, at the second with its ticket, or at a role that needs a second factor. */
export type Step = { name: 'first' } | { name: 'second'; ticket: string } | { name: 'setUp' };

/** A sign-in in one or two steps. The session opens at its end, and the route of the page then leads on. */
export function useSignIn() {
  const session = useSession();
  const { veza } = session;
  const [step, setStep] = useState<Step>({ name: 'first' });
  const ticket = step.name === 'second' ? step.ticket : undefined;

  async function send(proof: Proof): Promise<OpenedSession> {
    if (proof.kind === 'password') return (await veza.login({ body: { email: proof.email, password: proof.password } })).data;
    if (proof.kind === 'code') return (await veza.loginSecondFactor({ body: { ticket: ticket ?? '', code: proof.code } })).data;
    const credential = await assertPasskey(veza, ticket);
    return (await veza.loginPasskey({ body: { credential, ...(ticket !== undefined && { ticket }) } })).data;
  }

  const attempt = useMutation({
    mutationFn: async (proof: Proof): Promise<void> => {
      try {
        await session.begin(await send(proof));
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
