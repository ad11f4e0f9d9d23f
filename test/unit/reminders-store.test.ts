/** The reminders in memory keep the promises of the port. */
import { memoryReminders, reminderStoreContract } from '../support/reminder-stores';

reminderStoreContract(() => Promise.resolve(memoryReminders()));
