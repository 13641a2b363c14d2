import albums from '../en/albums.json' with { type: 'json' };
import comments from '../en/comments.json' with { type: 'json' };
import editing from '../en/editing.json' with { type: 'json' };
import people from '../en/people.json' with { type: 'json' };
import playlists from '../en/playlists.json' with { type: 'json' };
import tracks from '../en/tracks.json' with { type: 'json' };

export default { albums, comments, editing, people, playlists, tracks };
