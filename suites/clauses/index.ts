/** The catalogue: what the documents promise about sockets, clause by clause, in our own words. */

import type { Clause } from '../../harness/bundle/records.ts';
import { CREDENTIALS } from './credentials.ts';
import { DATAGRAMS } from './datagrams.ts';
import { EPOLL } from './epoll.ts';
import { INODES } from './inodes.ts';
import { NAMES } from './names.ts';
import { OPTIONS } from './options.ts';
import { OUT_OF_BAND } from './out-of-band.ts';
import { PORTS } from './ports.ts';
import { QUEUES } from './queues.ts';
import { RIGHTS } from './rights.ts';
import { STREAMS } from './streams.ts';

export const CLAUSES: Clause[] = [
  ...OPTIONS,
  ...NAMES,
  ...STREAMS,
  ...DATAGRAMS,
  ...QUEUES,
  ...EPOLL,
  ...OUT_OF_BAND,
  ...INODES,
  ...RIGHTS,
  ...CREDENTIALS,
  ...PORTS,
];
