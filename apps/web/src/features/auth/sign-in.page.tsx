import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSignedIn } from '../../session/session-context.js';
import { FirstStep } from './first-step.js';
import { MailedCode } from './mailed-code.js';
import { RequestCode } from './request-code.js';
import { SecondStep } from './second-step.js';
import { SetUpFactor } from './set-up-factor.js';
import { useSignIn } from './use-sign-in.js';

const route = getRouteApi('/open/sign-in');

export function SignInPage() {
  const { next, by } = route.useSearch();
  const navigate = route.useNavigate();
  const isSignedIn = useSignedIn();
  const { step, attempt, goTo, startOver } = useSignIn();
  // The recovery codes of a set-up are read before the way leads on.
  const leadsOn = isSignedIn && step.name !== 'setUp';
  useEffect(() => {
    if (leadsOn) void navigate({ href: next ?? '/', replace: true });
  }, [leadsOn, navigate, next]);
  if (leadsOn) return null;
  if (step.name === 'second') return <SecondStep attempt={attempt} onBack={startOver} />;
  if (step.name === 'mailed') return <MailedCode attempt={attempt} email={step.email} onBack={startOver} />;
  if (step.name === 'setUp')
    return (
      <SetUpFactor ticket={step.ticket} onBack={startOver} onEnd={() => void navigate({ href: next ?? '/', replace: true })} />
    );
  if (by === 'mail') return <RequestCode onSent={(email) => goTo({ name: 'mailed', email })} />;
  return <FirstStep attempt={attempt} />;
}
