import type { PermissionList } from './holders.js';

/**
 * A cabinet is private. A platform administrator without a membership in the cabinet has no access to its calendars and
 * patients.
 */
export const bookingPermissions = {
  'booking.cabinets.create': { holders: ['admin'], description: 'Create a cabinet.' },
  'booking.cabinets.list': {
    holders: ['user'],
    description: 'List the cabinets of the caller, or all cabinets as an administrator of the platform.',
  },
  'booking.cabinets.get': { holders: ['member', 'admin'], visibleTo: ['member', 'admin'], description: 'Get a cabinet.' },
  'booking.cabinets.update': {
    holders: ['manager', 'admin'],
    visibleTo: ['member', 'admin'],
    description: 'Change the name or the time zone of a cabinet.',
  },
  'booking.cabinets.memberships': { holders: ['user'], description: 'List the memberships of the caller in cabinets.' },

  'booking.appointmentTypes.list': {
    holders: ['member', 'admin'],
    visibleTo: ['member', 'admin'],
    description: 'List the types of appointments of a cabinet.',
  },
  'booking.appointmentTypes.update': {
    holders: ['manager', 'admin'],
    visibleTo: ['member', 'admin'],
    description: 'Change the length or the buffer of a type of appointments.',
  },
  'booking.treatments.list': {
    holders: ['member', 'admin'],
    visibleTo: ['member', 'admin'],
    description: 'List the treatments of a cabinet.',
  },
  'booking.treatments.create': {
    holders: ['manager', 'admin'],
    visibleTo: ['member', 'admin'],
    description: 'Add a treatment to a cabinet.',
  },
  'booking.treatments.update': {
    holders: ['manager', 'admin'],
    visibleTo: ['member', 'admin'],
    description: 'Change or archive a treatment of a cabinet.',
  },
  'booking.facilities.list': {
    holders: ['member', 'admin'],
    visibleTo: ['member', 'admin'],
    description: 'List the rooms and devices of a cabinet.',
  },
  'booking.facilities.create': {
    holders: ['manager', 'admin'],
    visibleTo: ['member', 'admin'],
    description: 'Add a room or a device to a cabinet.',
  },
  'booking.facilities.update': {
    holders: ['manager', 'admin'],
    visibleTo: ['member', 'admin'],
    description: 'Change or archive a room or a device of a cabinet.',
  },
  'booking.holidays.list': {
    holders: ['member', 'admin'],
    visibleTo: ['member', 'admin'],
    description: 'List the public holidays of a cabinet.',
  },
  'booking.holidays.update': {
    holders: ['manager', 'admin'],
    visibleTo: ['member', 'admin'],
    description: 'Choose the public holidays of a cabinet.',
  },

  'booking.practitioners.hire': { holders: ['admin'], description: 'Add a practitioner to a cabinet.' },
  'booking.practitioners.update': {
    holders: ['practitioner', 'manager', 'admin'],
    visibleTo: ['member', 'admin'],
    description: 'Change the name or the hours of a practitioner.',
  },
  'booking.practitioners.dismiss': {
    holders: ['practitioner', 'manager', 'admin'],
    visibleTo: ['member', 'admin'],
    description: 'End the membership of a practitioner in a cabinet; not of an equal or higher rank, except for the own one.',
  },
  'booking.practitioners.list': {
    holders: ['member', 'admin'],
    visibleTo: ['member', 'admin'],
    description: 'List the practitioners of a cabinet.',
  },

  'booking.absences.create': {
    holders: ['practitioner', 'manager'],
    description: 'Create an absence of a practitioner.',
  },
  'booking.absences.list': { holders: ['staff'], description: 'List the absences of a practitioner.' },
  'booking.absences.remove': {
    holders: ['practitioner', 'manager'],
    description: 'Delete an absence of a practitioner.',
  },

  'booking.calendarFeeds.renew': { holders: ['user'], description: 'Make a secret iCalendar feed of own appointments.' },
  'booking.calendarFeeds.revoke': { holders: ['user'], description: 'End an own iCalendar feed.' },
  'booking.calendarFeeds.read': { holders: ['url-bearer'], description: 'Read a secret iCalendar feed.' },
  'booking.calendarImports.add': {
    holders: ['practitioner', 'manager'],
    description: 'Import the busy times of a calendar of a practitioner.',
  },
  'booking.calendarImports.list': {
    holders: ['practitioner', 'manager'],
    description: 'List the imported calendars of a practitioner.',
  },
  'booking.calendarImports.refresh': {
    holders: ['practitioner', 'manager'],
    description: 'Read an imported calendar of a practitioner soon.',
  },
  'booking.calendarImports.remove': {
    holders: ['practitioner', 'manager'],
    description: 'Remove an imported calendar of a practitioner.',
  },

  'booking.proposals.list': { holders: ['staff'], description: 'List the appointments of the cabinet that need another time.' },
  'booking.proposals.get': { holders: ['staff'], description: 'List free times for an appointment that needs another one.' },

  'booking.slots.list': { holders: ['member'], description: 'List the slots of a practitioner.' },
  'booking.slots.free': { holders: ['member'], description: 'List the free times of the practitioners of the cabinet.' },
  'booking.holds.create': { holders: ['staff'], description: 'Hold a slot of a practitioner for five minutes.' },
  'booking.holds.remove': { holders: ['owner'], description: 'Release a hold of the caller.' },

  'booking.appointments.create': { holders: ['staff'], description: 'Book an appointment in the cabinet.' },
  'booking.appointments.get': { holders: ['staff'], description: 'Get an appointment of the cabinet.' },
  'booking.appointments.list': { holders: ['staff'], description: 'List the appointments of the cabinet.' },
  'booking.appointments.listOfPatient': { holders: ['staff'], description: 'List the appointments of a patient of the cabinet.' },
  'booking.appointments.history': { holders: ['staff'], description: 'List the changes of an appointment of the cabinet.' },
  'booking.appointments.ics': { holders: ['staff'], description: 'Get an appointment of the cabinet as an iCalendar file.' },
  'booking.appointments.update': { holders: ['staff'], description: 'Change an appointment of the cabinet.' },
  'booking.appointments.confirm': { holders: ['staff'], description: 'Confirm an appointment of the cabinet.' },
  'booking.appointments.cancel': { holders: ['staff'], description: 'Cancel an appointment of the cabinet.' },
  'booking.appointments.reschedule': { holders: ['staff'], description: 'Move an appointment of the cabinet.' },

  'booking.appointmentSeries.create': { holders: ['staff'], description: 'Book repeating appointments in the cabinet.' },
  'booking.appointmentSeries.cancelFollowing': {
    holders: ['staff'],
    description: 'Cancel an appointment of a series and those after it.',
  },
  'booking.analytics.overview': { holders: ['staff'], description: 'Get figures about the appointments of the cabinet.' },

  'booking.patients.create': { holders: ['staff'], description: 'Create a patient of the cabinet.' },
  'booking.patients.get': { holders: ['staff'], description: 'Get a patient of the cabinet.' },
  'booking.patients.list': { holders: ['staff'], description: 'List the patients of the cabinet.' },
  'booking.patientFiles.export': { holders: ['staff'], description: 'Export all data of a patient of the cabinet.' },
  'booking.patientFiles.erase': { holders: ['staff'], description: 'Erase the data of a patient of the cabinet.' },
  'booking.patientMerges.merge': { holders: ['staff'], description: 'Merge two patients of the cabinet.' },
  'booking.legalHolds.get': { holders: ['manager'], description: 'Get the legal hold on a patient of the cabinet.' },
  'booking.legalHolds.place': { holders: ['manager'], description: 'Place a legal hold on a patient of the cabinet.' },
  'booking.legalHolds.lift': { holders: ['manager'], description: 'Lift the legal hold on a patient of the cabinet.' },
  'booking.retention.get': { holders: ['manager'], description: 'Get the retention policy of a cabinet.' },
  'booking.retention.update': { holders: ['manager'], description: 'Change the retention policy of a cabinet.' },
  'booking.retention.preview': { holders: ['manager'], description: 'Count what the retention of a cabinet would erase.' },
  'booking.patientAudit.list': { holders: ['staff'], description: 'List who read or changed a patient of the cabinet.' },
  'booking.patients.update': { holders: ['staff'], description: 'Update a patient of the cabinet.' },

  'booking.contacts.list': { holders: ['staff'], description: 'List the people who stand for a patient of the cabinet.' },
  'booking.contacts.add': { holders: ['staff'], description: 'Add a person who stands for a patient of the cabinet.' },
  'booking.contacts.remove': { holders: ['staff'], description: 'Remove a person who stands for a patient of the cabinet.' },
  'booking.own.patients': { holders: ['user'], description: 'List the patients for whom the caller stands.' },
  'booking.own.list': { holders: ['user'], description: 'List the appointments of the patients for whom the caller stands.' },
  'booking.own.cancel': {
    holders: ['owner'],
    visibleTo: ['owner'],
    description: 'Cancel an appointment of a patient for whom the caller stands.',
  },
  'booking.own.move': {
    holders: ['owner'],
    visibleTo: ['owner'],
    description: 'Move an appointment of a patient for whom the caller stands.',
  },

  'booking.pages.get': {
    holders: ['manager', 'admin'],
    visibleTo: ['member', 'admin'],
    description: 'Get the settings of the public page of a cabinet.',
  },
  'booking.pages.update': {
    holders: ['manager', 'admin'],
    visibleTo: ['member', 'admin'],
    description: 'Set the public page of a cabinet.',
  },
  'booking.pages.list': { holders: ['anonymous'], description: 'List the open public pages of all cabinets.' },
  'booking.pages.show': { holders: ['anonymous'], description: 'Get an open public page, and the free times of its cabinet.' },
  'booking.visits.open': { holders: ['anonymous'], description: 'Confirm an e-mail address by a code, and begin a visit.' },
  'booking.visits.openOwn': { holders: ['user'], description: 'Begin a visit with the confirmed address of the account.' },
  'booking.visits.hold': { holders: ['anonymous'], description: 'Hold and book a time with the secret of a visit.' },
  'booking.links.show': { holders: ['url-bearer'], description: 'Get the appointment of a signed link.' },
  'booking.links.cancel': { holders: ['url-bearer'], description: 'Cancel the appointment of a signed link.' },
  'booking.links.move': { holders: ['url-bearer'], description: 'Move the appointment of a signed link.' },
  'booking.links.remind': { holders: ['url-bearer'], description: 'Switch the reminders to the address of a signed link off.' },

  'booking.waiting.add': { holders: ['staff'], description: 'Add a patient to the waiting list of the cabinet.' },
  'booking.waiting.list': { holders: ['staff'], description: 'List the waiting list of the cabinet.' },
  'booking.waiting.remove': { holders: ['staff'], description: 'Remove a patient from the waiting list of the cabinet.' },

  'booking.notifications.list': { holders: ['member'], description: 'List the notifications of the caller in a cabinet.' },
  'booking.notifications.read': { holders: ['owner'], description: 'Mark a notification of the caller as read.' },
  'booking.notifications.readAll': {
    holders: ['member'],
    description: 'Mark the notifications of the caller in a cabinet as read.',
  },
  'booking.notifications.preferences': {
    holders: ['member'],
    description: 'Get the notification preferences of the caller in a cabinet.',
  },
  'booking.notifications.prefer': {
    holders: ['member'],
    description: 'Change the notification preferences of the caller in a cabinet.',
  },
} as const satisfies PermissionList<'booking'>;
