import booking from '../fr/booking.json' with { type: 'json' };
import calendar from '../fr/calendar.json' with { type: 'json' };

export default { booking, calendar };
