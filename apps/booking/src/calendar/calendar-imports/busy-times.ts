import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { ImportFailure } from './import-failure.js';

/** Occurrences that are looked at, and busy times that are kept. */
const MOST_STEPS = 100_000;
const MOST_TIMES = 5_000;

export interface ReadWindow {
  /** Milliseconds since 1970. */
  from: number;
  until: number;
  /** That of times without a zone, and of whole days. */
  timezone: string;
}

/** A busy time of an outside calendar; milliseconds since 1970. */
export interface OutsideTime {
  uid: string;
  start: number;
  end: number;
}

/**
 * The busy times of an iCalendar text within a window: repeated events are expanded, free and cancelled ones are left out. Throws
 * ImportFailure. The text is a stranger's, so this runs in a thread that ends when it takes too long.
 */
export function busyTimesOf(text: string, window: ReadWindow): OutsideTime[] {
  const events = calendarsOf(text).flatMap((calendar) => calendar.getAllSubcomponents('vevent'));
  const groups = new Map<string, ICAL.Component[]>();
  for (const [index, event] of events.entries()) {
    const uid = String(event.getFirstPropertyValue('uid') ?? index);
    groups.set(uid, [...(groups.get(uid) ?? []), event]);
  }
  const reader = new Reader(window);
  for (const [uid, components] of groups) reader.read(uid, components);
  return reader.times;
}

function calendarsOf(text: string): ICAL.Component[] {
  try {
    const parsed: unknown[] = ICAL.parse(text);
    const roots = (typeof parsed[0] === 'string' ? [parsed] : parsed).map((root) => new ICAL.Component(Object(root)));
    if (roots.length > 0 && roots.every(({ name }) => name === 'vcalendar')) return roots;
  } catch (cause) {
    throw new ImportFailure('not_a_calendar', { cause });
  }
  throw new ImportFailure('not_a_calendar');
}

class Reader {
  readonly times: OutsideTime[] = [];
  private steps = 0;

  constructor(private readonly window: ReadWindow) {}

  /** The events of one UID: one that may repeat, and the changes of its occurrences. One that cannot be read takes no time. */
  read(uid: string, components: readonly ICAL.Component[]): void {
    const changes = components.filter((each) => each.hasProperty('recurrence-id'));
    for (const component of changes) this.single(uid, component);
    for (const component of components.filter((each) => !each.hasProperty('recurrence-id')))
      if (component.hasProperty('rrule') || component.hasProperty('rdate')) this.repeated(uid, component, changes);
      else this.single(uid, component);
  }

  private single(uid: string, component: ICAL.Component): void {
    const event = eventOf(component);
    if (!event || isFree(component)) return;
    const { startDate, endDate } = event;
    this.keep(uid, this.instant(startDate, zoneOf(component)), this.instant(endDate, zoneOf(component, 'dtend')));
  }

  private repeated(uid: string, component: ICAL.Component, changes: readonly ICAL.Component[]): void {
    const ranges = changes.filter((each) => each.getFirstProperty('recurrence-id')?.getParameter('range') === 'THISANDFUTURE');
    const event = eventOf(component, ranges);
    if (!event) return;
    const zone = zoneOf(component);
    // By instants, because a change may name its occurrence in another zone than the event.
    const left = new Set(
      [...component.getAllProperties('exdate'), ...changes.flatMap((each) => each.getAllProperties('recurrence-id'))]
        .flatMap((property) => property.getValues().map((value) => [value, property.getParameter('tzid')] as const))
        .flatMap(([value, tzid]) =>
          value instanceof ICAL.Time ? [this.instant(value, typeof tzid === 'string' ? tzid : zone)] : [],
        ),
    );
    const occurrences = event.iterator();
    for (let next = nextOf(occurrences); next; next = nextOf(occurrences)) {
      this.steps += 1;
      if (this.steps > MOST_STEPS) throw new ImportFailure('too_many_events');
      const begins = this.instant(next, zone);
      if (begins >= this.window.until) return;
      if (left.has(begins)) continue;
      const { item, startDate, endDate } = event.getOccurrenceDetails(next);
      if (isFree(item.component)) continue;
      const there = item === event ? zone : zoneOf(item.component);
      this.keep(uid, this.instant(startDate, there), this.instant(endDate, there));
    }
  }

  private keep(uid: string, begins: number, ends: number): void {
    const [start, end] = [Math.max(begins, this.window.from), Math.min(ends, this.window.until)];
    if (!(start < end)) return;
    if (this.times.length >= MOST_TIMES) throw new ImportFailure('too_many_events');
    this.times.push({ uid, start, end });
  }

  /** A zone that Node knows by its name is read by that name: the file may describe only a part of its history. */
  private instant(time: ICAL.Time, tzid: string | undefined): number {
    if (time.zone === ICAL.Timezone.utcTimezone) return time.toUnixTime() * 1_000;
    if (time.isDate) return wallTime(`${time.toString()}T00:00:00`, this.window.timezone);
    const isDescribed = time.zone !== ICAL.Timezone.localTimezone;
    if (tzid !== undefined && isZone(tzid)) return wallTime(time.toString(), tzid);
    return isDescribed ? time.toUnixTime() * 1_000 : wallTime(time.toString(), this.window.timezone);
  }
}

/** Undefined without a start, or with values that are no times. */
function eventOf(component: ICAL.Component, exceptions: ICAL.Component[] = []): ICAL.Event | undefined {
  const event = new ICAL.Event(component, { exceptions });
  return event.startDate instanceof ICAL.Time && event.endDate instanceof ICAL.Time ? event : undefined;
}

function nextOf(occurrences: ReturnType<ICAL.Event['iterator']>): ICAL.Time | undefined {
  const next: unknown = occurrences.next();
  return next instanceof ICAL.Time ? next : undefined;
}

function isFree(component: ICAL.Component): boolean {
  const value = (name: string) => String(component.getFirstPropertyValue(name) ?? '').toUpperCase();
  return value('status') === 'CANCELLED' || value('transp') === 'TRANSPARENT';
}

function zoneOf(component: ICAL.Component, name: 'dtstart' | 'dtend' = 'dtstart'): string | undefined {
  const property = component.getFirstProperty(name) ?? component.getFirstProperty('dtstart');
  const tzid = property?.getParameter('tzid');
  return typeof tzid === 'string' ? tzid : undefined;
}

const wallTime = (text: string, zone: string): number =>
  Temporal.PlainDateTime.from(text.slice(0, 19)).toZonedDateTime(zone).epochMilliseconds;

const known = new Map<string, boolean>();
function isZone(name: string): boolean {
  const found = known.get(name);
  if (found !== undefined) return found;
  let is = true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    is = false;
  }
  known.set(name, is);
  return is;
}
