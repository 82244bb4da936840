/** The process of an actor whose calls come from its second thread; the first one does nothing but wait for it. */

import { Worker } from 'node:worker_threads';

new Worker(new URL('./actor-main.ts', import.meta.url));
