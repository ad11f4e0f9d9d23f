import { care } from './care';
import { pages } from './pages';
import { pay } from './pay';
import { people } from './people';
import { reasons } from './reasons';
import { refunds } from './refunds';
import { visits } from './visits';

export const zhCn = { ...pages, pay, ...people, ...care, ...refunds, ...visits, reasons };
