import booking from '../en/booking.json' with { type: 'json' };
import calendar from '../en/calendar.json' with { type: 'json' };

export default { booking, calendar };
