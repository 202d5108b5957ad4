/** One calm student's hours, on a thread of their own. */
import { parentPort, workerData } from "node:worker_threads";

import { watch } from "./calm.js";

parentPort?.postMessage(watch(workerData));
