/** The unit tests alone, for `npm run mutation`: what needs a socket or a browser is left out. */
import all from './jest.config.mjs';

const [unit] = all.projects;

export default { ...unit, displayName: 'mutation' };
