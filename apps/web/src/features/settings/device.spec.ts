import { describe, expect, test } from '@jest/globals';
import { deviceOf } from './device.js';

const KIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('deviceOf', () => {
  test.each([
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KIT} Chrome/130.0.0.0 Safari/537.36 Edg/130.0`, 'Edge', 'Windows'],
    [`Mozilla/5.0 (Linux; Android 15; Pixel 9) ${KIT} Chrome/130.0.0.0 Mobile Safari/537.36`, 'Chrome', 'Android'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/18.0 Safari/605.1.15', 'Safari', 'macOS'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 CriOS/130.0 Mobile Safari/604', 'Chrome', 'iPhone'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox', 'Linux'],
    [`Mozilla/5.0 (X11; Linux x86_64) ${KIT} HeadlessChrome/130.0.0.0 Safari/537.36`, 'Chrome', 'Linux'],
  ])('%s', (userAgent, browser, system) => {
    expect(deviceOf(userAgent)).toEqual({ browser, system });
  });

  test('another program has its own name, and an empty user agent has none', () => {
    expect(deviceOf('curl/8.5.0')).toEqual({ program: 'curl/8.5.0' });
    expect(deviceOf('node')).toEqual({ program: 'node' });
    expect(deviceOf('')).toEqual({ program: undefined });
  });
});
