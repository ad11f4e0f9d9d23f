import { pages } from './pages';
import { reasons } from './reasons';

export const zhCn = { ...pages, reasons };
