import type { SectionName } from './sections.js';

/** The content of each file, for the reader of the ZIP. */
const FILES: Record<SectionName, { fr: string; en: string }> = {
  profile: { fr: 'votre compte', en: 'your account' },
  former_names: { fr: 'vos noms précédents, qui mènent encore à vous', en: 'your earlier names, which still lead to you' },
  sessions: {
    fr: 'vos connexions : appareil, adresse, dernière utilisation',
    en: 'where you signed in: device, address, last use',
  },
  sign_ins: {
    fr: 'vos connexions, celles qui ont été refusées, et les changements de vos accès',
    en: 'your sign-ins, the refused ones, and the changes of your access',
  },
  second_factors: {
    fr: 'votre connexion en deux étapes, sans ses secrets',
    en: 'your two-step sign-in, without its secrets',
  },
  passkeys: { fr: "vos clés d'accès, sans leurs secrets", en: 'your passkeys, without their secrets' },
  linked_accounts: { fr: "vos comptes liés d'autres fournisseurs", en: 'your linked accounts of other providers' },
  unlinked_providers: {
    fr: 'les fournisseurs dont vous avez retiré le compte lié',
    en: 'providers whose linked account you have removed',
  },
  api_tokens: { fr: "vos jetons d'API, sans leurs secrets", en: 'your API tokens, without their secrets' },
  webhooks: { fr: 'vos webhooks, sans leurs secrets', en: 'your webhooks, without their secrets' },
  push_subscriptions: {
    fr: 'vos navigateurs qui reçoivent des notifications',
    en: 'your browsers that receive notifications',
  },
  push_preferences: {
    fr: 'ce dont vos navigateurs sont notifiés',
    en: 'what your browsers are notified about',
  },
  notice_levels: { fr: 'où vous recevez quelles notifications', en: 'where you are notified of what' },
  role_changes: { fr: 'vos rôles sur la plateforme', en: 'your roles on the platform' },
  bots: { fr: 'vos robots', en: 'your bots' },
  account_bans: { fr: 'vos exclusions de la plateforme et leurs motifs', en: 'your bans from the platform and their reasons' },
  mails: { fr: 'les courriels que nous vous avons envoyés, sans leur texte', en: 'the mails we sent you, without their text' },
  rooms: {
    fr: 'vos salons et conversations, et jusqu’où vous les avez lus',
    en: 'your rooms and conversations, and how far you have read them',
  },
  messages: { fr: 'tout ce que vous avez écrit, en salon et en privé', en: 'everything you wrote, in rooms and to people' },
  reactions: { fr: 'vos réactions', en: 'your reactions' },
  pins: { fr: 'les messages que vous avez épinglés', en: 'messages you have pinned' },
  saved_messages: { fr: 'les messages que vous avez enregistrés', en: 'messages you have saved' },
  thread_reads: { fr: 'jusqu’où vous avez lu des fils', en: 'how far you have read threads' },
  invite_links: { fr: "vos liens d'invitation, sans leurs codes", en: 'your invite links, without their codes' },
  blocks: { fr: 'les personnes que vous avez bloquées', en: 'whom you have blocked' },
  reports: { fr: 'vos signalements', en: 'what you have reported' },
  thing_reports: { fr: 'vos signalements de choses', en: 'things you have reported' },
  sanctions: { fr: 'les sanctions prises contre vous', en: 'sanctions against you' },
  products: { fr: 'vos produits et leurs fichiers', en: 'your products and their files' },
  resources: { fr: 'vos ressources', en: 'your resources' },
  deleted_products: { fr: 'vos produits supprimés', en: 'your deleted products' },
  product_changes: { fr: 'vos modifications de produits', en: 'your changes of products' },
  deleted_resources: { fr: 'vos ressources supprimées', en: 'your deleted resources' },
  resource_changes: { fr: 'vos modifications de ressources', en: 'your changes of resources' },
  product_imports: { fr: 'vos importations de produits', en: 'your imports of products' },
  ratings: { fr: 'vos notes', en: 'your votes' },
  tracks: { fr: 'vos morceaux', en: 'your tracks' },
  albums: { fr: 'vos albums', en: 'your albums' },
  track_notices: { fr: 'vos notifications de morceaux', en: 'your notifications about tracks' },
  plays: { fr: 'ce que vous avez écouté', en: 'what you have listened to' },
  uploads: { fr: 'les fichiers que vous avez envoyés', en: 'the files you uploaded' },
  resumable_uploads: {
    fr: 'vos envois de morceaux, reprenables',
    en: 'your uploads of tracks that can be resumed',
  },
  follows: { fr: 'les personnes que vous suivez', en: 'whom you follow' },
  followers: { fr: 'les personnes qui vous suivent', en: 'who follows you' },
  likes: { fr: 'les morceaux que vous aimez', en: 'the tracks you like' },
  publications: { fr: 'ce que vous avez publié, et quand', en: 'what you have published, and when' },
  notices: { fr: 'vos notifications', en: 'your notifications' },
  comments: { fr: 'vos commentaires sur des morceaux', en: 'your comments on tracks' },
  playlists: { fr: 'vos playlists', en: 'your playlists' },
  playlist_tracks: {
    fr: "les morceaux de vos playlists, et vos ajouts à d'autres",
    en: 'the tracks of your playlists, and those you added to others',
  },
  shared_playlists: { fr: "les playlists d'autres personnes que vous modifiez", en: 'playlists of others that you edit' },
  cabinets: { fr: 'vos cabinets et votre rôle', en: 'your cabinets and your role there' },
  practitioners: { fr: 'ce que vos cabinets disent de vous', en: 'what your cabinets say of you' },
  absences: { fr: 'les absences que vous avez saisies', en: 'the absences you have entered' },
  patients: { fr: 'vous et vos proches, patients de cabinets', en: 'you and your family as patients of cabinets' },
  patient_appointments: { fr: 'vos rendez-vous et ceux de vos proches', en: 'your appointments and those of your family' },
  calendar_feeds: { fr: 'vos calendriers partagés, sans leurs adresses', en: 'your calendar feeds, without their addresses' },
  notifications: { fr: 'les notifications de vos cabinets', en: 'the notifications of your cabinets' },
};

export const README = `Vos données / Your data

FR  Chaque fichier est un tableau JSON, une ligne par objet ; les dates sont en UTC (ISO 8601). Des autres personnes n'y figurent que
    des identifiants, et les noms de vos proches et praticiens. Les fichiers que vous avez envoyés ne sont pas dans l'archive : leurs
    adresses (download, sound) répondent tant que vous êtes connecté.
EN  Each file is a JSON array, a line for each thing; times are UTC (ISO 8601). Of other people there are ids only, and the names of
    your family and practitioners. The files you uploaded are not in the archive: their addresses (download, sound) answer while you
    are signed in.

${Object.entries(FILES)
  .map(([name, { fr, en }]) => `${`${name}.json`.padEnd(26)}${fr} / ${en}`)
  .join('\n')}
`;
