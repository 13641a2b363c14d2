import home from '../fr/home.json' with { type: 'json' };
import notices from '../fr/notices.json' with { type: 'json' };
import rooms from '../fr/rooms.json' with { type: 'json' };
import talk from '../fr/talk.json' with { type: 'json' };

export default { home, notices, rooms, talk };
