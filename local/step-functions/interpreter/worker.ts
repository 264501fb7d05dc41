import { parentPort, workerData } from 'node:worker_threads';
import type { FromInterpreter, InterpreterSetup, ToInterpreter } from '../messages.ts';
import { createInterpreter } from './interpreter.ts';

if (parentPort === null) throw new TypeError('this module runs in a worker thread');
const port = parentPort;
// jsonpath-plus makes an Error for each path it evaluates, and a stack is most of its cost.
Error.stackTraceLimit = 3;
const setup: InterpreterSetup = workerData;
const post = (message: FromInterpreter) => port.postMessage(message);
const interpreter = createInterpreter(setup, post);
let announced: number | undefined;

port.on('message', (message: ToInterpreter) => {
  interpreter.handle(message);
  if (setup.announceNextTimer) setImmediate(announce);
});
post({ kind: 'ready' });

function announce(): void {
  const next = interpreter.next();
  if (next === announced) return;
  announced = next;
  post({ kind: 'next', next });
}
