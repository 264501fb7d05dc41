import { Calendar } from './calendar.ts';
import data from './china-calendar.json' with { type: 'json' };

/** The Chinese working calendar, 2023-2027; 2027 is provisional. Made by `china-calendar-source.ts`. */
export const CHINA_CALENDAR: Calendar = Calendar.parse(data);
