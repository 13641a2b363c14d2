/** The French of sentences about cabinets. `*` stands for a number or a name, in order. */
export const CABINET_SENTENCES: Record<string, string> = {
  'The appointment does not exist in this cabinet': "Le rendez-vous n'existe pas dans ce cabinet",
  'The patient does not exist in this cabinet': "Le patient n'existe pas dans ce cabinet",
  'The patient was merged into another one; see the details': 'Le patient a été fusionné avec un autre ; voyez les détails',
  'The practitioner does not exist in this cabinet': "Le praticien n'existe pas dans ce cabinet",
  'You are not a member of this cabinet': "Vous n'êtes pas membre de ce cabinet",
  'There is no legal hold': "Il n'y a pas de conservation légale",
  'There is no public page of this name': "Il n'y a pas de page publique de ce nom",
  'The cabinet has no public page yet': "Le cabinet n'a pas encore de page publique",
  'Another cabinet has this slug; choose another one': 'Un autre cabinet a cette adresse ; choisissez-en une autre',
  'Another treatment of the cabinet has this name; choose another one':
    'Un autre soin du cabinet porte ce nom ; choisissez-en un autre',
  'Another room or device of the cabinet has this name; choose another one':
    'Une autre salle ou un autre appareil du cabinet porte ce nom ; choisissez-en un autre',
  'A cabinet has at most * rooms and devices': 'Un cabinet a au plus * salles et appareils',
  'A cabinet has at most * treatments': 'Un cabinet a au plus * soins',
  'A practitioner has at most * imported calendars': 'Un praticien a au plus * agendas importés',
  'At most * people stand for a patient; remove some first':
    "Au plus * personnes représentent un patient ; retirez-en quelques-unes d'abord",
  'At most * people stand for a patient; remove one first':
    "Au plus * personnes représentent un patient ; retirez-en une d'abord",
  'Too many times are held from this network; try again in five minutes':
    'Trop de créneaux sont retenus depuis ce réseau ; réessayez dans cinq minutes',
  'There are as many appointments to come as one person may book online; call the cabinet':
    'Vous avez autant de rendez-vous à venir que l’on peut prendre en ligne ; appelez le cabinet',
  'The waiting list of the cabinet is full': "La liste d'attente du cabinet est pleine",
  'A patient or an e-mail address has at most * entries': 'Un patient ou une adresse e-mail a au plus * inscriptions',
  'This time is too soon to be booked': 'Ce créneau est trop proche pour être réservé',
  'The practitioner does not work then': 'Le praticien ne travaille pas à ce moment',
  'No room or device that the appointment needs is free then':
    "Aucune salle ni aucun appareil qu'il faut pour ce rendez-vous n'est libre à ce moment",
  'This is no start time of appointments of this length': 'Aucun rendez-vous de cette durée ne commence à cette heure',
};
