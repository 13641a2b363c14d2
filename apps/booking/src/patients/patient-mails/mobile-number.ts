import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/mobile';

/**
 * The number as E.164 (`+33612345678`) if it is one that takes an SMS. `region` is an ISO 3166 code, with which numbers without a
 * leading `+` are read; without it they have no country.
 */
export function mobileNumber(text: string, region: string | null): string | undefined {
  const country = region?.slice(0, 2) ?? '';
  const number = parsePhoneNumberFromString(text, isSupportedCountry(country) ? country : undefined);
  return number?.isValid() && !number.ext ? number.number : undefined;
}
