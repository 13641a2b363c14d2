// The list of common passwords: `node tools/generate/common-passwords.mjs <file>`, a password a line, the most common first.
// The present one is made from SecLists (MIT), `10_million_password_list_top_1000000.txt`.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const TARGET = fileURLToPath(new URL('../../apps/gateway/src/identity/auth/passwords/common-passwords.bin', import.meta.url));
/** With 40 bits a password that is not in the list is found in it once in some millions of times. */
const DIGEST_BYTES = 5;
/** A shorter one is refused for its length, so of these only the usual stems of longer ones are kept. */
const SHORTEST = 10;
const SHORTEST_STEM = 4;
const MOST_STEMS = 10_000;
/** Stems that are common here, and rare in lists of English passwords. */
const ADDED =
  `azertyuio jetaime bienvenue administrateur princesse linkedin instagram musique veza nova login toor p@ssword thepassword
correcthorsebatterystaple password1password iloveyouiloveyou motdepasse doudou loulou qsdfghjklm`.split(/\s+/);

const listed = readFileSync(process.argv[2] ?? '/dev/stdin', 'utf8').split(/\r?\n/);
const spelled = [...new Set(listed.map((password) => password.normalize('NFKC').toLowerCase()))];
const long = spelled.filter((password) => password.length >= SHORTEST);
const stems = spelled.filter(({ length }) => length >= SHORTEST_STEM && length < SHORTEST).slice(0, MOST_STEMS);

const digestOf = (password) => createHash('sha256').update(password).digest().subarray(0, DIGEST_BYTES);
const digests = [...new Set([...long, ...stems, ...ADDED])].map(digestOf).sort(Buffer.compare);
writeFileSync(TARGET, Buffer.concat(digests));
console.log(`${long.length} passwords of ${SHORTEST} characters or more, ${digests.length} entries with stems`);
