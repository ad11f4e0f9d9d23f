import type { StaffTexts } from '../texts';
import { cases } from './cases';
import { codes, codeWho } from './codes';
import { counter, counterPay, counterReasons } from './counter';
import { differences } from './differences';
import { office } from './office';
import { evidence, outcomes } from './outcomes';
import { pages } from './pages';
import { states } from './states';

export const zhCn: StaffTexts = {
  ...pages,
  ...office,
  evidence,
  outcomes,
  states,
  differences,
  cases,
  codes,
  codeWho,
  counter,
  counterPay,
  counterReasons,
};
