/** The French of what is wrong with a file of products and with its rows. `*` as in the other sentences. */
export const IMPORT_SENTENCES: Record<string, string> = {
  'This is no CSV file, no Excel workbook and no JSON lines':
    "Ce n'est ni un fichier CSV, ni un classeur Excel, ni des lignes de JSON",
  'The file has no rows': "Le fichier n'a pas de lignes",
  'The file has more than * rows; split it': 'Le fichier a plus de * lignes ; partagez-le',
  'The file is neither in UTF-8 nor in Windows-1252; save it as "CSV UTF-8"':
    "Le fichier n'est ni en UTF-8 ni en Windows-1252 ; enregistrez-le en « CSV UTF-8 »",
  'The file is no workbook that can be read; save it as "CSV UTF-8"':
    'Le fichier est un classeur illisible ; enregistrez-le en « CSV UTF-8 »',
  'The workbook is larger than * MiB; save it as "CSV UTF-8"': 'Le classeur dépasse * Mio ; enregistrez-le en « CSV UTF-8 »',
  'The workbook is too large; save it as "CSV UTF-8"': 'Le classeur est trop grand ; enregistrez-le en « CSV UTF-8 »',
  'The sheet has more than * columns': 'La feuille a plus de * colonnes',
  'Row * is longer than * KiB': 'La ligne * dépasse * Kio',
  'Row * has a quote in the wrong place, or one that is not closed':
    "La ligne * a un guillemet mal placé, ou qui n'est pas fermé",
  'Unknown columns: *. Known ones: *': 'Colonnes inconnues : *. Colonnes connues : *',
  'Columns that are there twice: *': 'Colonnes en double : *',
  'Missing columns: *': 'Colonnes manquantes : *',
  'The import was interrupted too often': "L'importation a été interrompue trop souvent",
  'The file is no longer there': "Le fichier n'est plus là",

  // Of a row
  'has * cells, and the header *': "a * cellules, et l'en-tête *",
  'is not a JSON object': "n'est pas un objet JSON",
  'has two values': 'a deux valeurs',
  'is in row * already': 'est déjà à la ligne *',
  'is no product of yours; leave it empty to create one': "n'est pas un de vos produits ; laissez-le vide pour en créer un",
  'is the key of another product of yours': "est la référence d'un autre de vos produits",
  'is no known column': "n'est pas une colonne connue",
  'is not valid': "n'est pas valable",
  'must be an amount such as 1234.50, from 0 to 9999999999.99': 'doit être un montant comme 1234,50, de 0 à 9999999999,99',
  'must be prices such as USD 13.90, JPY 1500': 'doit être des prix comme USD 13.90, JPY 1500',
  'must be at most * addresses such as https://example.com/front.jpg':
    'doit être au plus * adresses comme https://example.com/front.jpg',
  'is no picture that can be read: JPEG, PNG or WebP': "n'est pas une image lisible : JPEG, PNG ou WebP",
  'is a picture of more than * MiB': 'est une image de plus de * Mio',
  'finds no room in your storage': 'ne trouve pas de place dans votre espace',
  'was not loaded: its host does not reply': "n'a pas été chargée : son serveur ne répond pas",
  'is one too many: a product has at most * pictures': 'est de trop : un produit a au plus * images',
  'There is no picture at this address': "Il n'y a pas d'image à cette adresse",
  'The picture is larger than * MiB': "L'image dépasse * Mio",
  'Pictures elsewhere are not loaded here: upload them': "Les images d'ailleurs ne sont pas chargées ici : téléversez-les",
  'must not be empty': 'ne doit pas être vide',
  'must be a text': 'doit être un texte',
  'must be a whole number': 'doit être un nombre entier',
  'must have at most * characters': 'doit avoir au plus * caractères',
  'must be at least *': 'doit être au moins *',
  'must not be more than *': 'ne doit pas dépasser *',
};
