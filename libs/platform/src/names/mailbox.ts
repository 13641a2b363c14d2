const GOOGLE = new Set(['gmail.com', 'googlemail.com']);

/**
 * The mailbox behind an address, as far as its form shows: without a tag (`rose+1@`), and without dots where the provider
 * ignores them. Two people of a provider that does not ignore tags would share a limit, which is less harm than no limit.
 */
export function mailboxOf(email: string): string {
  const at = email.lastIndexOf('@');
  const [local, domain] = [email.slice(0, at).toLowerCase(), email.slice(at + 1).toLowerCase()];
  const plain = local.replace(/(?<=.)\+.*$/, '');
  return GOOGLE.has(domain) ? `${plain.replaceAll('.', '')}@gmail.com` : `${plain}@${domain}`;
}
