/** The counter service, a program of its own in the insurance network. Built into dist/counter-service. */
import { counterServiceCommand } from '../../wiring/counter-service-command';

void counterServiceCommand(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
