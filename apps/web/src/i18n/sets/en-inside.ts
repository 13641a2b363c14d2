import home from '../en/home.json' with { type: 'json' };
import notices from '../en/notices.json' with { type: 'json' };
import rooms from '../en/rooms.json' with { type: 'json' };
import talk from '../en/talk.json' with { type: 'json' };

export default { home, notices, rooms, talk };
