import { pages } from './pages';
import { reasons } from './reasons';
import { refunds } from './refunds';

export const en = { ...pages, ...refunds, reasons };
