/** Command-line options, or a sentence and the help text when they are not understood. */
import { parseArgs } from 'node:util';

/** The values of `options` (node:util parseArgs); prints `help` and ends on --help or a mistake. */
export function readOptions(options, help) {
  try {
    const { values } = parseArgs({ options: { ...options, help: { type: 'boolean' } } });
    if (!values.help) return values;
    console.log(help);
    process.exit(0);
  } catch (error) {
    console.error(`${error.message}\n\n${help}`);
    process.exit(2);
  }
}
