import { CABINET_SENTENCES } from './french-of-cabinets.js';
import { IMPORT_SENTENCES } from './french-of-imports.js';

/** The French of sentences that services put in place of the one of the code. `*` stands for a number or a name, in order. */
const SENTENCES: Record<string, string> = {
  // Accounts
  'You are muted in this room': "Vous n'avez plus la parole dans ce salon",
  'You are banned from this room': 'Vous êtes banni de ce salon',
  'Your account is banned': 'Votre compte est suspendu',
  'Your session has ended': 'Votre session est terminée',
  'No token was sent in time': "Aucun jeton n'a été envoyé à temps",
  'The connection has reached its maximum duration': 'La connexion a atteint sa durée maximale',
  'The session has ended; sign in again': 'La session est terminée ; reconnectez-vous',
  'The access token has expired; refresh it': "Le jeton d'accès a expiré ; renouvelez-le",
  'The API token is unknown, expired or revoked': "Le jeton d'API est inconnu, expiré ou révoqué",
  'The token belongs to another user': "Le jeton est celui d'un autre utilisateur",
  'The token is not valid or has expired': "Le jeton n'est pas valide ou a expiré",
  'No API token may make this call; sign in for it': "Aucun jeton d'API ne permet cet appel ; connectez-vous",
  'Only a session subscribes a browser, and no API token': "Seule une session abonne un navigateur, et non un jeton d'API",
  'A session in a cookie is for pages of the own origin': 'Une session en cookie ne sert que les pages de la même origine',
  'A development server accepts requests to localhost and to the host of PUBLIC_URL only':
    "Un serveur de développement n'accepte que les requêtes à localhost et à l'hôte de PUBLIC_URL",
  'An account has at most * API tokens; revoke one first': "Un compte a au plus * jetons d'API ; révoquez-en un d'abord",
  'An account has at most * linked accounts; remove one first': "Un compte a au plus * comptes liés ; retirez-en un d'abord",
  'An account has at most * passkeys; remove one first': "Un compte a au plus * clés d'accès ; retirez-en une d'abord",
  'An account has at most * webhooks; delete one first': "Un compte a au plus * webhooks ; supprimez-en un d'abord",
  'The webhook is switched off; switch it on first': "Le webhook est désactivé ; activez-le d'abord",
  'A person has at most * bots; delete one first': "Une personne a au plus * robots ; supprimez-en un d'abord",
  'This account of the provider is linked already': 'Ce compte du fournisseur est déjà lié',
  'There is no authenticator app to confirm; add one first':
    "Il n'y a pas d'application d'authentification à confirmer ; ajoutez-en une d'abord",
  'A bot has no follows and no likes': "Un robot ne suit personne et n'aime rien",
  'A bot has no notices': "Un robot n'a pas de notifications",
  'A bot writes no comments': "Un robot n'écrit pas de commentaires",
  'A bot has no playlists': "Un robot n'a pas de playlists",
  'A person follows at most * others': 'Une personne en suit au plus * autres',
  'A person likes at most * tracks': 'Une personne aime au plus * morceaux',
  'A new account writes first to a few people in a day; try again later':
    'Un compte nouveau écrit en premier à quelques personnes par jour ; réessayez plus tard',
  'You have done this many times today; try again tomorrow':
    "Vous avez fait cela de nombreuses fois aujourd'hui ; réessayez demain",
  'An account that is new, unconfirmed or was banned lately does less in a day; try again tomorrow':
    'Un compte nouveau, non confirmé ou banni récemment fait moins de choses en un jour ; réessayez demain',
  'An account that is new, unconfirmed or was banned lately writes no links':
    "Un compte nouveau, non confirmé ou banni récemment n'écrit pas de liens",
  'Too many comments; try again later': 'Trop de commentaires ; réessayez plus tard',
  'A track has at most * comments': 'Un morceau a au plus * commentaires',
  'A comment has at most * replies': 'Un commentaire a au plus * réponses',
  'There is no such comment on this track': "Ce morceau n'a pas ce commentaire",
  'A reply is to a comment, not to another reply': 'Une réponse se fait à un commentaire, non à une autre réponse',
  'A reply has no second': "Une réponse n'a pas de seconde",
  'The track is shorter': 'Le morceau est plus court',
  'must not be blank': 'ne doit pas être vide',
  'must be 1 to 100 ids, separated by commas': 'doit être 1 à 100 identifiants, séparés par des virgules',
  'must be the code of a playlist': "doit être le code d'une playlist",
  'must be the code of a track': "doit être le code d'un morceau",
  'Only a private track has a secret link': 'Seul un morceau privé a un lien secret',
  'This link is not valid, or has ended': "Ce lien n'est pas valide, ou a pris fin",
  'A person has at most * playlists': 'Une personne a au plus * playlists',
  'A person has at most * albums': 'Une personne a au plus * albums',
  'An album has own tracks only': 'Un album ne contient que vos propres morceaux',
  'must not name a track twice': 'ne doit pas nommer deux fois un morceau',
  'A playlist has at most * tracks': 'Une playlist a au plus * morceaux',
  'A playlist has at most * editors': 'Une playlist a au plus * éditeurs',
  'A person edits at most * playlists of others': "Une personne modifie au plus * playlists d'autres",
  'The owner edits it already': 'Le propriétaire la modifie déjà',
  'One of the two tracks has left the playlist; read it again': 'Un des deux morceaux a quitté la playlist ; relisez-la',
  'Must be a JSON object': 'Doit être un objet JSON',
  'must be an address of the internet': "doit être une adresse d'internet",
  'must be an address of a push service that PUSH_SERVICES names':
    "doit être l'adresse d'un service de notification de PUSH_SERVICES",
  'The account has no second factor': "Le compte n'a pas de second facteur",
  'The account has an authenticator app already; remove it first':
    "Le compte a déjà une application d'authentification ; retirez-la d'abord",
  'This account has a second factor; send its code or passkey instead of the password':
    "Ce compte a un second facteur ; envoyez son code ou sa clé d'accès au lieu du mot de passe",
  'Confirm the e-mail address of the account first': "Confirmez d'abord l'adresse e-mail du compte",
  'You cannot reset the profile of a user of the same or a higher role':
    "Vous ne pouvez pas réinitialiser le profil d'un utilisateur de rôle égal ou supérieur",
  'You cannot ban a user of the same or a higher role, or sign one out':
    'Vous ne pouvez ni bannir ni déconnecter un utilisateur de rôle égal ou supérieur',
  'An administrator imposed this ban; only administrators can change it':
    'Un administrateur a prononcé ce bannissement ; seuls les administrateurs peuvent le changer',
  'You cannot change your own role': 'Vous ne pouvez pas changer votre propre rôle',
  'A bot has no role': "Un robot n'a pas de rôle",
  'The last administrator cannot be deleted; give the role to another user first':
    "Le dernier administrateur ne peut pas être supprimé ; donnez d'abord le rôle à un autre utilisateur",

  // Rooms
  'This room is private; only its members can access it': 'Ce salon est privé ; seuls ses membres y ont accès',
  'Only members of the room can perform this action': 'Seuls les membres du salon peuvent faire cela',
  'Only the author of the message can perform this action': "Seul l'auteur du message peut faire cela",
  'Only the author of the message, the owner of the room and moderators can delete it':
    "Seuls l'auteur du message, le propriétaire du salon et les modérateurs peuvent le supprimer",
  'The owner and moderators of a room do not change their own role':
    "Le propriétaire et les modérateurs d'un salon ne changent pas leur propre rôle",
  'A group has nothing to change but its name': "D'un groupe, seul le nom se change",
  'A bot does not make a group': 'Un robot ne crée pas de groupe',
  'must name another person': 'doit nommer une autre personne',
  'must not name a bot; its owner adds it to the group': "ne doit pas nommer un robot ; son propriétaire l'ajoute au groupe",
  'You are a reader of this room: you cannot write in it': 'Vous êtes lecteur de ce salon : vous ne pouvez pas y écrire',
  'You are the owner of this room already': 'Vous êtes déjà propriétaire de ce salon',
  'The user is not a member of the room': "Cet utilisateur n'est pas membre du salon",
  'The user is banned or muted in this room; lift that first':
    "Cet utilisateur est banni ou privé de parole dans ce salon ; levez d'abord cette mesure",
  'You cannot sanction a user of the same or a higher role':
    'Vous ne pouvez pas sanctionner un utilisateur de rôle égal ou supérieur',
  'The sanction was imposed by a higher rank; only that rank can change it':
    'Un rang supérieur a prononcé cette sanction ; lui seul peut la changer',
  'The message has more than * characters': 'Le message a plus de * caractères',
  'The message does not exist or is not visible to you': "Le message n'existe pas ou ne vous est pas visible",
  'The room already has the maximum of * pinned messages; unpin one first':
    'Le salon a déjà le maximum de * messages épinglés ; désépinglez-en un',
  'You already have the maximum of * saved messages; remove some first':
    'Vous avez déjà le maximum de * messages enregistrés ; retirez-en',
  'A pause lasts * days at most': 'Une pause dure * jours au plus',
  'The room already has the maximum of * invite links; revoke one first':
    "Le salon a déjà le maximum de * liens d'invitation ; révoquez-en un",
  'This invite link is not valid, or has ended': "Ce lien d'invitation n'est pas valable, ou est terminé",
  'A bot does not join a room by a link': 'Un robot ne rejoint pas un salon par un lien',
  'You have tried too many invite links; try again later': "Vous avez essayé trop de liens d'invitation ; réessayez plus tard",
  'The upload URL was already used for another file; request a new one':
    "L'URL d'envoi a déjà servi pour un autre fichier ; demandez-en une nouvelle",
  'Too many messages; try again later': 'Trop de messages ; réessayez plus tard',
  'You have created the maximum of * rooms in a day; try again later':
    'Vous avez créé le maximum de * salons en un jour ; réessayez plus tard',
  'A bot cannot open a conversation; the other user has to write to it first':
    "Un robot ne peut pas ouvrir une conversation ; l'autre utilisateur doit d'abord lui écrire",
  'A bot enters a room by an invitation, or when its owner is a member and none of its bots is banned there':
    "Un robot entre dans un salon par une invitation, ou quand son propriétaire en est membre et qu'aucun de ses robots n'y est banni",
  'Only the owner of the room or of the bot can invite a bot': 'Seul le propriétaire du salon ou du robot peut inviter un robot',
  'The connection has already joined the maximum of * rooms': 'La connexion est déjà dans le maximum de * salons',
  'Join the room before you send typing events': 'Rejoignez le salon avant de signaler que vous écrivez',
  'No unused room id was found for this name; choose another name':
    "Aucun identifiant libre n'a été trouvé pour ce nom ; choisissez-en un autre",
  'This name looks like that of the first room; choose another name':
    'Ce nom ressemble à celui du premier salon ; choisissez-en un autre',
  'The user is banned from this room': "L'utilisateur est banni de ce salon",
  'This user does not accept invitations from you': "Cet utilisateur n'accepte pas vos invitations",
  'Your entry cannot be announced: you cannot send to this room':
    'Votre entrée ne peut pas être annoncée : vous ne pouvez pas écrire dans ce salon',
  'The message was rejected by automatic moderation: it contains a word that is not allowed':
    'La modération automatique a refusé le message : il contient un mot interdit',
  'The message was rejected by automatic moderation: it repeats your earlier messages':
    'La modération automatique a refusé le message : il répète vos messages précédents',
  'The message was rejected by automatic moderation: it contains too many links':
    'La modération automatique a refusé le message : il contient trop de liens',
  'The message was rejected by automatic moderation: it is written mostly in capitals':
    'La modération automatique a refusé le message : il est écrit surtout en majuscules',
  'The message was rejected by automatic moderation: *': 'La modération automatique a refusé le message',
  'An older socket of the session is not settled': "Une connexion précédente de la session n'est pas encore réglée",
  'Session state is being restored': "L'état de la session est en cours de rétablissement",
  'The frame must be a JSON object': 'La trame doit être un objet JSON',
  'A batch must not contain a batch': "Un lot ne doit pas contenir d'autre lot",
  '* is not supported': "* n'est pas pris en charge",
  'You cannot follow yourself': 'Vous ne pouvez pas vous suivre vous-même',
  'You cannot block yourself': 'Vous ne pouvez pas vous bloquer vous-même',
  'You cannot report yourself': 'Vous ne pouvez pas vous signaler vous-même',
  'You cannot report what is your own': 'Vous ne pouvez pas signaler ce qui est à vous',
  'You have reported many things in this hour; try again later':
    'Vous avez beaucoup signalé pendant cette heure ; réessayez plus tard',
  'You cannot sanction yourself': 'Vous ne pouvez pas vous sanctionner vous-même',

  // Shop and resources
  'Another import of yours is still running': 'Une autre de vos importations est encore en cours',
  'The product already has the maximum of * files': 'Le produit a déjà le maximum de * fichiers',
  'The product already has the maximum of * pictures': 'Le produit a déjà le maximum de * images',
  'pictures: must be all pictures of the product, each once':
    'pictures : doit nommer toutes les images du produit, une fois chacune',
  'Another product of this owner has the same SKU': 'Un autre produit de ce propriétaire a la même référence (SKU)',
  'Uploaders cannot rate their own resources': "L'auteur d'une ressource ne peut pas la noter",
  'The stock would be too large': 'Le stock serait trop grand',

  // Uploads and tracks
  'This upload is already in use by another resource': 'Ce fichier sert déjà à une autre ressource',
  'This upload is in use by another resource': 'Ce fichier sert à une autre ressource',
  'This upload already is the sound of a track': "Ce fichier est déjà le son d'un morceau",
  'The upload is complete: play its track': "L'envoi est terminé : écoutez son morceau",
  'This kind of file is heard after its upload only: its index may be at its end':
    "Ce type de fichier ne s'écoute qu'après son envoi : son index peut être à la fin",
  'Another request still writes to this upload; try again': 'Une autre requête écrit encore dans cet envoi ; réessayez',
  'Another request has changed this upload; read its offset': 'Une autre requête a changé cet envoi ; relisez sa position',
  'At most * unfinished uploads; finish or cancel one': 'Au plus * envois inachevés ; terminez-en ou annulez-en un',
  'At most * pieces; send larger ones': 'Au plus * morceaux ; envoyez-en de plus grands',
  'At most * uploads of a user at once; wait until one of them has ended':
    "Au plus * envois d'un utilisateur à la fois ; attendez que l'un d'eux soit terminé",
  'The file is empty': 'Le fichier est vide',
  'A voice message is at most * minutes long': 'Un message vocal dure au plus * minutes',
  'The recording cannot be read; it may be damaged': "L'enregistrement est illisible ; il est peut-être abîmé",
  'The upload is gone': "L'envoi n'existe plus",
  'This is no recorded sound in an accepted format: WebM, M4A, Ogg, MP3, AAC, FLAC or WAV':
    "Ce n'est pas un enregistrement dans un format accepté : WebM, M4A, Ogg, MP3, AAC, FLAC ou WAV",
  'The file is larger than * bytes': 'Le fichier dépasse * octets',
  'The upload is larger than * bytes': "L'envoi dépasse * octets",
  'Nothing can be changed at the moment, only read; try again later':
    'Rien ne peut être modifié pour le moment, seulement lu ; réessayez plus tard',
  'The storage is full; try again later': 'Le stockage est plein ; réessayez plus tard',
  'The image cannot be decoded, or its dimensions are too large': "L'image est illisible, ou ses dimensions sont trop grandes",
  'The Content-Type of the form has no valid boundary': "Le Content-Type du formulaire n'a pas de boundary valide",
  'The form is malformed or incomplete': 'Le formulaire est mal formé ou incomplet',
  'The JSON body has more than * levels of nesting': 'Le corps JSON a plus de * niveaux',
  'The JSON body has more than * values': 'Le corps JSON a plus de * valeurs',
  'No other sound is to replace that of this track': "Aucun autre son n'attend de remplacer celui de ce morceau",
  'The total length of your tracks is used up; delete tracks': 'La durée totale de vos morceaux est épuisée ; supprimez-en',
  'The transcoding of this track has failed': 'La conversion de ce morceau a échoué',
  'This track is still being transcoded; try again later': 'Ce morceau est encore en cours de conversion ; réessayez plus tard',
  'Only a failed track can be transcoded again': 'Seul un morceau dont la conversion a échoué peut être converti de nouveau',
  'Only a failed transcoding can be started again': 'Seule une conversion qui a échoué peut être relancée',
  'Only a transcoding that waits or runs can be cancelled': 'Seule une conversion en attente ou en cours peut être annulée',
  'The waveform is available as application/json, image/svg+xml and image/png':
    "La forme d'onde existe en application/json, image/svg+xml et image/png",
};

/** The French of what is wrong with the value of a field. */
const FIELD_SENTENCES: Record<string, string> = {
  'is required': 'est obligatoire',
  'is missing': 'manque',
  '* is unknown': '* est inconnu',
  'is required for a reaction': 'est obligatoire pour une réaction',
  'is required for a private message': 'est obligatoire pour un message privé',
  'must be a text of * to * characters or a number below *': 'doit être un texte de * à * caractères ou un nombre inférieur à *',
  'is required, because the type has no length': "est obligatoire, car le type n'a pas de durée",
  'either email or userId is required': 'email ou userId est obligatoire',
  'either patientId or patientData is required': 'patientId ou patientData est obligatoire',
  'may have *': 'peut avoir *',
  'must be * for this type': 'doit être * pour ce type',
  'must be * to * visible characters': 'doit avoir de * à * caractères visibles',
  'must be a JSON array': 'doit être un tableau JSON',
  'must be a JSON array of strings': 'doit être un tableau JSON de textes',
  'is required for a new product': 'est obligatoire pour un nouveau produit',
  'is required to change the e-mail address': "est obligatoire pour changer l'adresse e-mail",
  'is required without a session of the account of the link': 'est obligatoire sans une session du compte de ce lien',
  'The account has no second factor': "Le compte n'a pas de second facteur",
  'must be "true" or "false"': 'doit être « true » ou « false »',
  'must be * bytes in base64url': 'doit être * octets en base64url',
  'must be * to * letters, digits, or _ . -': 'doit avoir de * à * lettres, chiffres, ou _ . -',
  'must be a country like FR, or a part of it like DE-BY': 'doit être un pays comme FR, ou une de ses régions comme DE-BY',
  'must be a date between * and *': 'doit être une date entre * et *',
  'must be a decimal with two places': 'doit être un nombre à deux décimales',
  'must be a message of this room': 'doit être un message de ce salon',
  'must be a phone number': 'doit être un numéro de téléphone',
  'must be a rule like FREQ=WEEKLY;COUNT=10': 'doit être une règle comme FREQ=WEEKLY;COUNT=10',
  'must be a time between * and *': 'doit être un instant entre * et *',
  'must be a time like 09:30': 'doit être une heure comme 09:30',
  'must be a time like 17:30, or 24:00': 'doit être une heure comme 17:30, ou 24:00',
  'must be base64url without padding': 'doit être du base64url sans remplissage',
  'must be EUR': 'doit être EUR',
  'must be small letters, digits and single hyphens': 'doit avoir des minuscules, des chiffres et des tirets isolés',
  'must be the id of a room': "doit être l'identifiant d'un salon",
  'must be the code of an invite link': "doit être le code d'un lien d'invitation",
  'must be the id of an account': "doit être l'identifiant d'un compte",
  'must have at most nine digits after the seconds': 'doit avoir au plus neuf chiffres après les secondes',
  "must not be one's own name, or that of the platform": 'ne doit être ni votre nom, ni celui de la plateforme',
  'must not be yourself': 'ne doit pas être vous-même',
  'must not contain a NUL character': 'ne doit pas contenir de caractère NUL',
  'must be a country with known public holidays': 'doit être un pays dont les jours fériés sont connus',
  'must be a decimal from 0 to * with at most * places': 'doit être un nombre de 0 à *, avec au plus * décimales',
  'must be a code of ISO 4217, such as USD': 'doit être un code ISO 4217, comme USD',
  'must be a number': 'doit être un nombre',
  'must be a point of the curve P-256': 'doit être un point de la courbe P-256',
  'must be a practitioner of the cabinet': 'doit être un praticien du cabinet',
  'must be practitioners of the cabinet': 'doivent être des praticiens du cabinet',
  'must be a practitioner who offers the treatment': 'doit être un praticien qui propose ce soin',
  'must be a room or device that the cabinet uses': 'doit être une salle ou un appareil que le cabinet utilise',
  'either kind or facilityId is required': 'kind ou facilityId est nécessaire',
  'must be a treatment that the cabinet offers': 'doit être un soin que le cabinet propose',
  'must be a currency of ISO 4217': 'doit être une devise ISO 4217',
  'must be a decimal like 60.00': 'doit être un nombre décimal comme 60.00',
  'must have at most the decimal places of the currency': 'doit avoir au plus les décimales de la devise',
  'must have at least two options': 'doit avoir au moins deux choix',
  'must be empty, because the question is no choice': "doit être vide, car la question n'a pas de choix",
  'must not contain an id twice': 'ne doit pas contenir deux fois le même identifiant',
  'must not contain an option twice': 'ne doit pas contenir deux fois le même choix',
  'must be empty without a treatment': 'doit être vide sans soin',
  'must name each question of the treatment at most once': 'doit nommer chaque question du soin au plus une fois',
  'must have an answer to: *': 'doit répondre à : *',
  'must have one of the answers to: *': 'doit avoir une des réponses à : *',
  'must be a rule of RFC 5545 with an occurrence soon': 'doit être une règle de la RFC 5545 avec une date proche',
  'must be after startTime': 'doit être après startTime',
  'must be an absolute address': 'doit être une adresse absolue',
  'must be an address of a front end that CORS_ORIGINS or APP_URL names':
    "doit être l'adresse d'une application que CORS_ORIGINS ou APP_URL nomme",
  'must be an http or https address': 'doit être une adresse http ou https',
  'must be an https address': 'doit être une adresse https',
  'must be an IANA time zone, like Europe/Paris': 'doit être un fuseau horaire IANA, comme Europe/Paris',
  'must be an id or "me"': 'doit être un identifiant ou « me »',
  'must be another patient': 'doit être un autre patient',
  'must be at most a year after startTime': 'doit être au plus un an après startTime',
  'must be at most * days after dateFrom': 'doit être au plus * jours après dateFrom',
  'must be at most * minutes in this cabinet': 'doit être au plus * minutes dans ce cabinet',
  'must be at most *: a list has at most * slots': 'doit être au plus tard le * : une liste a au plus * créneaux',
  'must be earlier: a list has at most * times': 'doit être plus tôt : une liste a au plus * horaires',
  'must be earlier: an absence is entered over at most * appointments':
    'doit être plus tôt : une absence couvre au plus * rendez-vous',
  'must be equal to *': 'doit être égal à *',
  'must be in the future': "doit être dans l'avenir",
  'must be sent, or a passkey in its place': "doit être envoyé, ou une clé d'accès à sa place",
  'must be sent, or one other proof in its place': 'doit être envoyé, ou une seule autre preuve à sa place',
  'must be that of the appointment': 'doit être celui du rendez-vous',
  'must be the key of the platform; subscribe again with it':
    'doit être la clé de la plateforme ; abonnez-vous de nouveau avec elle',
  'must be within * days from now': 'doit être dans les * jours à venir',
  'must be written in one script': 'doit être écrit dans un seul alphabet',
  'must contain neither a user name nor a fragment': "ne doit contenir ni nom d'utilisateur ni fragment",
  'must have an occurrence': 'doit avoir au moins une date',
  'must have at most * occurrences': 'doit avoir au plus * dates',
  'must have COUNT or UNTIL': 'doit avoir COUNT ou UNTIL',
  'must not be 0': 'ne doit pas être 0',
  'must not be an id': 'ne doit pas être un identifiant',
  'must not be before dateFrom': 'ne doit pas être avant dateFrom',
  'must not be before dateFrom, and at most * days later': 'ne doit pas être avant dateFrom, et au plus * jours après',
  'must not be in the past': 'ne doit pas être dans le passé',
  'must not be start': 'ne doit pas être égal à start',
  'must not contain a comma': 'ne doit pas contenir de virgule',
  'must not contain a number twice': 'ne doit pas contenir deux fois le même nombre',
  'must not contain a port': 'ne doit pas contenir de port',
  'must not contain a user name': "ne doit pas contenir de nom d'utilisateur",
  'must not contain a user name or password': "ne doit contenir ni nom d'utilisateur ni mot de passe",
  'must not contain control characters or unpaired surrogates':
    'ne doit contenir ni caractères de commande ni demi-codets isolés',
  'must not contain invisible characters': 'ne doit pas contenir de caractères invisibles',
  'must not contain NUL characters or unpaired surrogates': 'ne doit contenir ni caractères NUL ni demi-codets isolés',
  'must not name a scope twice': 'ne doit pas nommer deux fois la même portée',
  'must not name an event twice': 'ne doit pas nommer deux fois le même événement',
  'Give one of before, after and around': 'Donnez un seul de before, after et around',
  'Pages by number end at * rows: go on by cursor': "Les pages numérotées s'arrêtent à * lignes : continuez par curseur",
  'This cursor is not one of this list': "Ce curseur n'est pas de cette liste",
  'Unknown field': 'Champ inconnu',
  // Of zod
  'Invalid input': 'Valeur invalide',
  'Invalid input: expected *, received *': 'Valeur invalide : * attendu, * reçu',
  'Invalid input: expected *': 'Valeur invalide : * attendu',
  'Invalid option: expected one of *': 'Choix invalide : un de * est attendu',
  'Too small: expected * to have >=* characters': 'Trop court : * doit avoir au moins * caractères',
  'Too big: expected * to have <=* characters': 'Trop long : * doit avoir au plus * caractères',
  'Too small: expected * to have >=* items': 'Trop court : * doit avoir au moins * éléments',
  'Too big: expected * to have <=* items': 'Trop long : * doit avoir au plus * éléments',
  'Too small: expected * to be >=*': 'Trop petit : * doit être au moins *',
  'Too big: expected * to be <=*': 'Trop grand : * doit être au plus *',
  'Invalid UUID': 'UUID invalide',
  'Invalid email address': 'Adresse e-mail invalide',
  'Invalid URL': 'Adresse invalide',
};

const ALL = new Map(Object.entries({ ...SENTENCES, ...CABINET_SENTENCES, ...IMPORT_SENTENCES, ...FIELD_SENTENCES }));
const PATTERNS = [...ALL]
  .filter(([english]) => english.includes('*'))
  .map(([english, french]) => [patternOf(english), french] as const);
/** Sentences have a few words; anything longer is no sentence of the services. */
const LONGEST = 300;

/** The French of an English sentence of the services; undefined if there is none. */
export function frenchSentence(english: string): string | undefined {
  const french = ALL.get(english);
  if (french !== undefined || english.length > LONGEST) return french;
  for (const [pattern, sentence] of PATTERNS) {
    const values = pattern.exec(english)?.slice(1);
    if (values) return sentence.replace(/\*/g, () => values.shift() ?? '');
  }
  return undefined;
}

/** The French of a sentence that may begin with the name of its field: `content: is required`. */
export function frenchMessage(english: string): string | undefined {
  const sentence = frenchSentence(english);
  if (sentence !== undefined) return sentence;
  const [, field, reason = ''] = /^([\w.[\]]{1,100}): (.+)$/.exec(english) ?? [];
  const french = field === undefined ? undefined : frenchSentence(reason);
  return french === undefined ? undefined : `${field} : ${french}`;
}

function patternOf(sentence: string): RegExp {
  const parts = sentence.split('*').map((part) => part.replace(/[.?+()[\]{}^$|\\/]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.+?)')}$`);
}
