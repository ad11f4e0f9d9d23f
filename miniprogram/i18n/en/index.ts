import { pages } from './pages';
import { reasons } from './reasons';

export const en = { ...pages, reasons };
