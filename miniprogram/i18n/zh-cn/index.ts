import { care } from './care';
import { pages } from './pages';
import { people } from './people';
import { reasons } from './reasons';
import { refunds } from './refunds';
import { visits } from './visits';

export const zhCn = { ...pages, ...people, ...care, ...refunds, ...visits, reasons };
