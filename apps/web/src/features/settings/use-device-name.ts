import { useTranslations } from 'use-intl';
import { deviceOf } from './device.js';

/** The name of a device from its user agent, such as "Firefox on Linux". */
export function useDeviceName(): (userAgent: string) => string {
  const t = useTranslations('settings.device');
  return (userAgent) => {
    const { browser, system, program } = deviceOf(userAgent);
    if (browser !== undefined && system !== undefined) return t('name', { browser, system });
    return browser ?? system ?? program ?? t('unknown');
  };
}
