/** The version of the platform, its API and its packages: that of the last release, as in package.json. A spec compares. */
export const VERSION = '0.3.0';
