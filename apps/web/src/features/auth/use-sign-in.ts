import { useMutation } from '@tanstack/react-query';
import { VezaError } from '@veza/sdk';
import { useEffect, useState } from 'react';
import { signWithPasskey } from '../../session/passkey.js';
import { type ProviderAnswer, ProviderRefused, takeAnswer } from '../../session/provider-visit.js';
import { useVeza } from '../../session/session-context.js';

/** What a person proves who they are with. */
export type Proof =
  | { kind: 'password'; email: string; password: string }
  | { kind: 'passkey' }
  | { kind: 'provider'; answer: ProviderAnswer | ProviderRefused }
  | { kind: 'mailed'; email: string; code: string }
  | { kind: 'code'; code: string };

/**
 * Where a sign-in stands: at its first step, at the code of a mail, at the second step with its ticket, or at a role that
 * needs a second factor, whose ticket sets one up.
 */
export type Step =
  | { name: 'first' }
  | { name: 'mailed'; email: string }
  | { name: 'second'; ticket: string }
  | { name: 'setUp'; ticket: string };

/** A sign-in in one or two steps. The session opens at its end, and the page then leads on. */
export function useSignIn() {
  const veza = useVeza();
  const [step, setStep] = useState<Step>({ name: 'first' });
  const ticket = step.name === 'second' ? step.ticket : undefined;

  async function exchange(answer: ProviderAnswer | ProviderRefused): Promise<unknown> {
    if (answer instanceof ProviderRefused) throw answer;
    return veza.exchangeOidc({ body: answer });
  }

  async function send(proof: Proof): Promise<unknown> {
    if (proof.kind === 'password') return veza.login({ body: { email: proof.email, password: proof.password } });
    if (proof.kind === 'mailed') return veza.novaLoginOtp({ body: { email: proof.email, otp: proof.code } });
    if (proof.kind === 'code') return veza.loginSecondFactor({ body: { ticket: ticket ?? '', code: proof.code } });
    if (proof.kind === 'provider') return exchange(proof.answer);
    const second = ticket === undefined ? {} : { ticket };
    const { data: options } = await veza.loginPasskeyOptions({ body: second });
    return veza.loginPasskey({ body: { credential: await signWithPasskey(options), ...second } });
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
  const { mutate } = attempt;
  useEffect(() => {
    const answer = takeAnswer('sign-in');
    if (answer) mutate({ kind: 'provider', answer });
  }, [mutate]);
  const goTo = (next: Step) => {
    attempt.reset();
    setStep(next);
  };
  return { step, attempt, goTo, startOver: () => goTo({ name: 'first' }) };
}

/** The step that an answer asks for; undefined for an error. */
function nextStep(error: unknown): Step | undefined {
  if (!(error instanceof VezaError)) return undefined;
  const ticket = error.details.find(({ field }) => field === 'ticket')?.message;
  if (ticket === undefined) return undefined;
  if (error.code === 'SECOND_FACTOR_SETUP_REQUIRED') return { name: 'setUp', ticket };
  return error.code === 'SECOND_FACTOR_REQUIRED' ? { name: 'second', ticket } : undefined;
}
