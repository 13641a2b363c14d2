/**
 * The most common passwords that can have ten characters, alone or with trailing digits and signs, which the rule
 * removes before the lookup.
 */
export const GUESSED_PASSWORDS: ReadonlySet<string> = new Set(
  `password passw0rd p@ssword p@ssw0rd passwort motdepasse contrasena qwertyuiop qwertyuio azertyuiop azertyuio asdfghjkl asdfghjklm qsdfghjklm zxcvbnm
1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc zaq12wsx q1w2e3r4 q1w2e3r4t5 qazwsxedc qwerty azerty qwertz qwerty123 abc123 abcd1234 iloveyou jetaime letmein
welcome bienvenue admin administrator administrateur root toor changeme changeme123 default secret superman batman spiderman pokemon football baseball
basketball hockey soccer dragon monkey princess princesse sunshine soleil shadow master michael jennifer jordan hunter trustno1 starwars whatever freedom
computer internet google facebook linkedin instagram youtube microsoft windows android iphone samsung chocolate chocolat butterfly papillon flower summer
winter autumn spring january february september october november december monday friday liverpool chelsea arsenal barcelona realmadrid marseille paris
london newyork america france hello hellohello bonjour coucou doudou loulou nicolas thomas camille charlotte veza nova music musique guitar piano drums
correcthorsebatterystaple password1password qwertyqwerty passwordpassword iloveyouiloveyou mypassword thepassword yourpassword newpassword oldpassword
test testtest tester testing guest user username login letmein123 access mustang ferrari porsche mercedes corvette harley maverick yankees cowboys`.split(
    /\s+/,
  ),
);
