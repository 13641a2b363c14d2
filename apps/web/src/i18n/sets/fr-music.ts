import albums from '../fr/albums.json' with { type: 'json' };
import comments from '../fr/comments.json' with { type: 'json' };
import editing from '../fr/editing.json' with { type: 'json' };
import people from '../fr/people.json' with { type: 'json' };
import playlists from '../fr/playlists.json' with { type: 'json' };
import tracks from '../fr/tracks.json' with { type: 'json' };

export default { albums, comments, editing, people, playlists, tracks };
