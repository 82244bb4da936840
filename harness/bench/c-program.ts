/** A C program that makes the calls of executed scenarios once more: one function for each scenario. */

import { POOL } from './c-calls.ts';
import { SLOTS } from './c-words.ts';

const HEAD = `#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
static int f[${SLOTS}], pair[2], pid;
static long strange;
static unsigned char pool[${POOL}], into[${POOL}];
static _Alignas(8) unsigned char room[65536], storage[256];
static struct sockaddr *const name = (void *)storage;
static socklen_t len;
static struct statx status;
static struct iovec iov;
static struct msghdr msg;
static sigset_t broken;
static const struct timespec at_once;
static inline void same(long ret, long want) { if (ret != want) strange++; }
static inline void made(int ret) { if (ret < 0) strange++; }
static inline void put(unsigned char *at, int offset, int value) { memcpy(at + offset, &value, 4); }
static void message(size_t size, void *control, size_t length) {
  iov = (struct iovec){pool, size};
  msg = (struct msghdr){.msg_iov = &iov, .msg_iovlen = 1, .msg_control = control, .msg_controllen = length};
}
static void to(void *address, socklen_t length) { msg.msg_name = address; msg.msg_namelen = length; }
static void land(const int *at, int n) {
  for (struct cmsghdr *c = CMSG_FIRSTHDR(&msg); c; c = CMSG_NXTHDR(&msg, c))
    if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
      for (size_t i = 0; CMSG_LEN((i + 1) * 4) <= c->cmsg_len && n > 0; i++, n--)
        memcpy(&f[*at++], CMSG_DATA(c) + i * 4, 4);
  if (n > 0) strange++;
}
`;

const TAIL = `
static double now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}
int main(int argc, char **argv) {
  int rounds = atoi(argv[1]);
  for (int i = 0; i < sizeof f / sizeof *f; i++) f[i] = -1;
  signal(SIGPIPE, SIG_IGN);
  // Blocked as in an actor, which takes what is pending.
  sigemptyset(&broken);
  sigaddset(&broken, SIGPIPE);
  sigprocmask(SIG_BLOCK, &broken, 0);
  umask(022);
  pid = getpid();
  double began = now(CLOCK_PROCESS_CPUTIME_ID);
  for (int i = 0; i < 100000; i++) syscall(SYS_getpid);
  double getpid_ns = (now(CLOCK_PROCESS_CPUTIME_ID) - began) / 1e5;
  all();
  strange = 0;
  double cpu = now(CLOCK_PROCESS_CPUTIME_ID);
  began = now(CLOCK_MONOTONIC);
  for (int i = 0; i < rounds; i++) all();
  printf("{\\"wall\\": %.9f, \\"cpu\\": %.9f, \\"strange\\": %ld, \\"getpid\\": %.1f}\\n",
         (now(CLOCK_MONOTONIC) - began) / 1e9, (now(CLOCK_PROCESS_CPUTIME_ID) - cpu) / 1e9, strange, getpid_ns);
}
`;

/** The program: it takes a number of rounds and prints seconds, differing results and the price of a getpid in ns. */
export function printProgram(scenarios: readonly (readonly string[])[]): string {
  const functions = scenarios.map(
    (lines, i) => `static void s${i}(void) {\n  ${lines.join('\n  ')}\n}`,
  );
  const calls = scenarios.map((_, i) => `s${i}();`).join(' ');
  return [HEAD, ...functions, `static void all(void) { ${calls} }`, TAIL].join('\n');
}
