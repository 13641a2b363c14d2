import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { AuthCard, AuthFooter } from './auth-card.js';
import { FirstStep } from './first-step.js';
import { SecondStep } from './second-step.js';
import { useSignIn } from './use-sign-in.js';

export function SignInPage() {
  const t = useTranslations('auth');
  const { step, attempt, startOver } = useSignIn();
  if (step.name === 'first') return <FirstStep attempt={attempt} />;
  if (step.name === 'second') return <SecondStep attempt={attempt} onBack={startOver} />;
  return (
    <AuthCard title={t('setUp.title')} text={t('setUp.text')}>
      <AuthFooter>
        <Button onClick={startOver}>{t('secondFactor.back')}</Button>
      </AuthFooter>
    </AuthCard>
  );
}
