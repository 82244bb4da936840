/** Who waits by epoll: what is told, how often, and how long a registration lasts. */

import { clauses } from './clause.ts';

export const EPOLL = clauses('stream-connections', [
  [
    'X21',
    'epoll_wait tells of each registered file what poll would tell, as long as it is so, with the data that were given, and no more than there is room for.',
    'epoll(7), epoll_ctl(2), epoll_wait(2)',
    'linux',
  ],
  [
    'X22',
    'With EPOLLET a file that is ready is told of when something new has happened to it, and not again until something does.',
    'epoll(7) Level-triggered and edge-triggered; eventpoll.c ep_poll_callback(), ep_send_events()',
    'linux',
  ],
  [
    'X23',
    'With EPOLLONESHOT a file is told of once, and nothing of it until EPOLL_CTL_MOD.',
    'epoll_ctl(2) EPOLLONESHOT',
    'linux',
  ],
  [
    'X24',
    'epoll_ctl refuses what is registered already, is not, never waits, is no epoll or the epoll itself; epoll_wait needs room.',
    'epoll_create(2), epoll_ctl(2), epoll_wait(2) ERRORS',
    'linux',
  ],
  [
    'X25',
    'A registration ends with the last descriptor of its open file, in whatever process or message; closing the one that was given does not end it.',
    'epoll(7) Questions and answers, Q6',
    'linux',
  ],
]);
