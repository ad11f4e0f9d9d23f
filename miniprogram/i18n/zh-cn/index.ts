import { pages } from './pages';
import { reasons } from './reasons';
import { refunds } from './refunds';

export const zhCn = { ...pages, ...refunds, reasons };
