import type { StaffTexts } from '../texts';
import { cases } from './cases';
import { differences } from './differences';
import { office } from './office';
import { evidence, outcomes } from './outcomes';
import { pages } from './pages';
import { states } from './states';

export const en: StaffTexts = {
  ...pages,
  ...office,
  evidence,
  outcomes,
  states,
  differences,
  cases,
};
