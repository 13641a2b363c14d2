import { afterAll, expect } from '@jest/globals';
import type { IdentityProvider } from '@veza/testing';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { journey } from '../../src/journey.js';

/** The provider `example`, whose addresses are known before those of the system. */
export interface ProviderPlan {
  provider: IdentityProvider;
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** A person links an account of a provider of OpenID Connect, signs in with it, and removes it. */
export function providerJourney({ provider, issuer, clientId, clientSecret }: ProviderPlan): void {
  journey('accounts of providers in the web client', (step) => {
    let browser: Browser;
    let kim: Person;

    afterAll(async () => {
      await browser?.close();
      await provider.stop();
    });

    step(
      'an account of a provider is linked after a confirmation',
      async (system) => {
        browser = await openBrowser();
        await provider.register(issuer, {
          clientId,
          clientSecret,
          redirectUri: `${system.address}/api/v1/oidc/example/callback`,
        });
        provider.person = { sub: 'kim', email: 'kim@provider.test', email_verified: true };
        kim = await Person.open(system, browser, { locale: 'en', device: 'desktop' });
        const { page } = kim;
        await kim.enter('/settings/access');
        await page.getByRole('heading', { name: 'No account is linked' }).waitFor();
        expect(await kim.findings()).toEqual([]);
        await system.database.query(
          `UPDATE identity.sessions SET created_at = now() - interval '1 hour', authenticated_at = NULL`,
        );
        await page.getByRole('button', { name: 'Link Example' }).click();
        await page.getByRole('dialog').getByLabel('Your password').fill(kim.password);
        await page.keyboard.press('Enter');
        await page.getByText('The account is linked. You can sign in with it.').waitFor();
        await page.getByRole('listitem').getByText('kim@provider.test').waitFor();
        expect(page.url()).not.toContain('oidc_code');
        expect(await kim.findings()).toEqual([]);
      },
      60_000,
    );

    step(
      'the account signs in, until it is removed',
      async () => {
        const { page } = kim;
        const signOut = async () => {
          await kim.visit('/settings');
          await page.getByRole('button', { name: 'Sign out' }).click();
        };
        const withExample = page.getByRole('button', { name: 'Continue with Example' });
        await signOut();
        await withExample.waitFor();
        expect(await kim.findings()).toEqual([]);
        await withExample.click();
        await page.getByRole('link', { name: 'Settings' }).click();
        await kim.visit('/settings/access');
        await page.getByRole('button', { name: 'Remove Example' }).click();
        await page.getByRole('button', { name: 'Remove', exact: true }).click();
        await page.getByRole('heading', { name: 'No account is linked' }).waitFor();
        await signOut();
        await withExample.click();
        await page.getByRole('alert').getByText('No account of Veza belongs to this account yet.').waitFor();

        await kim.context.clearCookies();
        provider.denies = true;
        await withExample.click();
        await page.getByText('The provider did not sign you in.').waitFor();
        expect(await kim.findings()).toEqual([]);
        expect(kim.faults).toEqual([]);
      },
      60_000,
    );
  });
}
