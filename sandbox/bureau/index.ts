/** The bureau for whoever joins the parties of the sandbox. */

export { Bureau, type PersonView, type UploadView } from './bureau';
export type { BureauForHospital } from './for-hospital';
export { bureauPeople, type BureauPeople } from './people';
export { bureauSection } from './section';
export type { BureauDeps, CardRegister } from './store';
