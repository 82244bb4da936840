import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ERRNO } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import {
  abstractAddress,
  buildControl,
  inet6Address,
  inetAddress,
  installInterruptHandler,
  type Kernel,
  openKernel,
  parseAddress,
  parseControl,
  unixPathAddress,
  unnamedAddress,
} from './index.ts';

const kernel = openKernel();
let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sockspec-kernel-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => Buffer.from(text);
const none = new Uint8Array(0);

/** Every call that takes a descriptor, on one that is not open. */
const ON_NO_DESCRIPTOR: Readonly<Record<string, (k: Kernel) => { readonly errno: number }>> = {
  bind: (k) => k.bind(-1, unnamedAddress()),
  listen: (k) => k.listen(-1, 1),
  accept4: (k) => k.accept4(-1, 0, 128),
  connect: (k) => k.connect(-1, abstractAddress('x')),
  send: (k) => k.send(-1, bytes('x'), 0),
  recv: (k) => k.recv(-1, 1, 0),
  send_edge: (k) => k.send_edge(-1, bytes('xy'), 1, 0),
  recv_edge: (k) => k.recv_edge(-1, 2, 1, 0),
  sendto: (k) => k.sendto(-1, bytes('x'), 0, abstractAddress('x')),
  recvfrom: (k) => k.recvfrom(-1, 1, 0, 128),
  sendmsg: (k) => k.sendmsg(-1, { data: bytes('x') }, 0),
  recvmsg: (k) => k.recvmsg(-1, { size: 1, controlRoom: 0, nameRoom: 0 }, 0),
  read: (k) => k.read(-1, 1),
  write: (k) => k.write(-1, bytes('x')),
  lseek: (k) => k.lseek(-1, 0, 0),
  pread: (k) => k.pread(-1, 1, 0),
  pwrite: (k) => k.pwrite(-1, bytes('x'), 0),
  ftruncate: (k) => k.ftruncate(-1, 0),
  fsync: (k) => k.fsync(-1),
  mmap: (k) => k.mmap(-1, 4096),
  shutdown: (k) => k.shutdown(-1, 0),
  close: (k) => k.close(-1),
  dup: (k) => k.dup(-1),
  fcntl: (k) => k.fcntl(-1, F.F_GETFD, 0),
  getsockopt: (k) => k.getsockopt(-1, S.SOL_SOCKET, S.SO_TYPE, 4),
  setsockopt: (k) => k.setsockopt(-1, S.SOL_SOCKET, S.SO_PASSCRED, Buffer.alloc(4)),
  getsockname: (k) => k.getsockname(-1, 128),
  getpeername: (k) => k.getpeername(-1, 128),
  ioctl: (k) => k.ioctl(-1, S.SIOCINQ, Buffer.alloc(4)),
  fstat: (k) => k.fstat(-1),
  fchmod: (k) => k.fchmod(-1, 0),
  fchown: (k) => k.fchown(-1, -1, -1),
  fstatfs: (k) => k.fstatfs(-1),
};

describe('no errno is lost', () => {
  test.each(Object.entries(ON_NO_DESCRIPTOR))('%s of no descriptor says EBADF', (_, call) => {
    expect(call(kernel)).toMatchObject({ ret: -1, errno: ERRNO.EBADF });
  });

  test.each([
    ['open', () => kernel.open(`${directory}/none`, 0, 0), ERRNO.ENOENT],
    ['stat', () => kernel.stat(`${directory}/none`), ERRNO.ENOENT],
    ['lstat', () => kernel.lstat(`${directory}/none`), ERRNO.ENOENT],
    ['unlink', () => kernel.unlink(`${directory}/none`), ERRNO.ENOENT],
    ['rename', () => kernel.rename(`${directory}/none`, `${directory}/other`), ERRNO.ENOENT],
    ['link', () => kernel.link(`${directory}/none`, `${directory}/other`), ERRNO.ENOENT],
    ['symlink', () => kernel.symlink('', `${directory}/l`), ERRNO.ENOENT],
    ['mkdir', () => kernel.mkdir(directory, 0o700), ERRNO.EEXIST],
    ['rmdir', () => kernel.rmdir(`${directory}/none`), ERRNO.ENOENT],
    ['mknod', () => kernel.mknod(directory, F.S_IFSOCK | 0o600, 0), ERRNO.EEXIST],
    ['chmod', () => kernel.chmod(`${directory}/none`, 0), ERRNO.ENOENT],
    ['chown', () => kernel.chown(`${directory}/none`, -1, -1), ERRNO.ENOENT],
    ['truncate', () => kernel.truncate(directory, 0), ERRNO.EISDIR],
    ['chroot', () => kernel.chroot(`${directory}/none`), ERRNO.ENOENT],
    ['chdir', () => kernel.chdir(`${directory}/none`), ERRNO.ENOENT],
    ['socket', () => kernel.socket(S.AF_UNIX, 99, 0), ERRNO.EINVAL],
    ['socketpair', () => kernel.socketpair(S.AF_INET, S.SOCK_STREAM, 0), ERRNO.EOPNOTSUPP],
    ['pipe2', () => kernel.pipe2(1), ERRNO.EINVAL],
    ['eventfd2', () => kernel.eventfd2(0, 1 << 30), ERRNO.EINVAL],
    ['timerfd_create', () => kernel.timerfd_create(1 << 30), ERRNO.EINVAL],
    ['signalfd4', () => kernel.signalfd4(-1, 1 << 30), ERRNO.EINVAL],
    ['epoll_create1', () => kernel.epoll_create1(1 << 30), ERRNO.EINVAL],
    ['memfd_create', () => kernel.memfd_create('x', 0x7000_0000), ERRNO.EINVAL],
    ['kcmp', () => kernel.kcmp(process.pid, process.pid, F.KCMP_FILE, -1, -1), ERRNO.EBADF],
    ['pidfd_open', () => kernel.pidfd_open(-1, 0), ERRNO.EINVAL],
    ['wait4', () => kernel.wait4(process.pid, 0), ERRNO.ECHILD],
    ['kill', () => kernel.kill(process.pid, 999), ERRNO.EINVAL],
    ['tgkill', () => kernel.tgkill(-1, -1, 0), ERRNO.EINVAL],
    ['prctl', () => kernel.prctl(-1, 0, 0, 0, 0), ERRNO.EINVAL],
    [
      'landlock_create_ruleset',
      () => kernel.landlock_create_ruleset(undefined, 0x4000),
      ERRNO.EINVAL,
    ],
    ['landlock_add_rule', () => kernel.landlock_add_rule(-1, 2, bytes('')), ERRNO.EBADF],
    ['unshare', () => kernel.unshare(1), ERRNO.EINVAL],
    ['setns', () => kernel.setns(-1, 0), ERRNO.EBADF],
    ['getrlimit', () => kernel.getrlimit(999), ERRNO.EINVAL],
    ['setrlimit', () => kernel.setrlimit(999, 0, 0), ERRNO.EINVAL],
    ['umount2', () => kernel.umount2(`${directory}/none`, 0), ERRNO.ENOENT],
  ])('%s tells what went wrong', (_, call, errno) => {
    expect(call()).toMatchObject({ ret: -1, errno });
  });
});

test('bytes go through a pair, and names and options are read back', () => {
  const [a, b] = kernel.socketpair(S.AF_UNIX, S.SOCK_STREAM, 0).out;

  expect(kernel.send(a, bytes('hello'), 0)).toMatchObject({ ret: 5, errno: 0 });
  expect(kernel.poll([{ fd: b, events: 1 }], 0)).toMatchObject({ ret: 1, out: [1] });
  expect(Buffer.from(kernel.recv(b, 64, 0).out).toString()).toBe('hello');
  expect(kernel.getsockname(a, 128).out).toMatchObject({ length: 2 });
  expect(
    Buffer.from(kernel.getsockopt(a, S.SOL_SOCKET, S.SO_PEERCRED, 12).out).readInt32LE(0),
  ).toBe(process.pid);
  for (const fd of [a, b]) expect(kernel.close(fd)).toMatchObject({ ret: 0, errno: 0 });
});

test('a receive of a megabyte comes whole', () => {
  const [a, b] = kernel.socketpair(S.AF_UNIX, S.SOCK_STREAM | S.SOCK_NONBLOCK, 0).out;
  const sent = Buffer.alloc(1 << 20, 'sockspec');

  const n = kernel.send(a, sent, 0).ret;

  expect(Buffer.from(kernel.recv(b, 1 << 20, S.MSG_PEEK).out).equals(sent.subarray(0, n))).toBe(
    true,
  );
  for (const fd of [a, b]) kernel.close(fd);
});

test('a descriptor goes through a message and is the same file', () => {
  const [a, b] = kernel.socketpair(S.AF_UNIX, S.SOCK_STREAM, 0).out;
  const data = Buffer.alloc(4);
  data.writeInt32LE(a);

  kernel.sendmsg(
    a,
    {
      data: bytes('x'),
      control: buildControl([{ level: S.SOL_SOCKET, type: S.SCM_RIGHTS, data }]),
    },
    0,
  );
  const { out } = kernel.recvmsg(b, { size: 8, controlRoom: 64, nameRoom: 0 }, 0);
  const [message] = parseControl(out.control);
  const fd = Buffer.from(message?.data ?? none).readInt32LE(0);

  expect(message).toMatchObject({ level: S.SOL_SOCKET, type: S.SCM_RIGHTS, length: 20 });
  expect(kernel.kcmp(process.pid, process.pid, F.KCMP_FILE, a, fd).ret).toBe(0);
  for (const each of [a, b, fd]) kernel.close(each);
});

test('a socketpair that fails early leaves the array alone', () => {
  expect(kernel.socketpair(S.AF_UNIX, 0x100 | S.SOCK_STREAM, 0)).toEqual({
    ret: -1,
    errno: ERRNO.EINVAL,
    out: [-1, -1],
  });
});

test('files, ids, capabilities and limits are read as the system has them', () => {
  const path = `${directory}/file`;
  const { ret: fd } = kernel.open(path, F.O_CREAT | F.O_RDWR, 0o640);

  expect(kernel.write(fd, bytes('abc')).ret).toBe(3);
  expect(kernel.lseek(fd, 1, F.SEEK_SET).ret).toBe(1);
  expect(Buffer.from(kernel.read(fd, 8).out).toString()).toBe('bc');
  expect(kernel.stat(path).out).toMatchObject({ size: 3, nlink: 1, uid: process.geteuid?.() });
  expect(kernel.link(path, `${path}2`).ret).toBe(0);
  expect(kernel.lstat(`${path}2`).out.nlink).toBe(2);
  expect(kernel.getresuid().out[1]).toBe(process.geteuid?.());
  expect(kernel.getgroups().out).toEqual(kernel.getgroups().out);
  expect(kernel.capget().out.permitted).toBeGreaterThanOrEqual(kernel.capget().out.effective);
  expect(kernel.getrlimit(F.RLIMIT_NOFILE).out[0]).toBeGreaterThan(10);
  expect(kernel.getpid().ret).toBe(process.pid);
  kernel.close(fd);
});

test('control messages are read back as they were built', () => {
  const message = fc.record({
    level: fc.integer(),
    type: fc.integer(),
    data: fc.uint8Array({ maxLength: 40 }),
  });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 5 }), (messages) => {
      const read = parseControl(buildControl(messages));
      expect(read.map(({ level, type, data }) => ({ level, type, data: [...data] }))).toEqual(
        messages.map(({ level, type, data }) => ({ level, type, data: [...data] })),
      );
    }),
  );
});

test('addresses are read back as they were built', () => {
  expect(parseAddress(unixPathAddress('a/b'), 6)).toEqual({ kind: 'path', path: 'a/b' });
  expect(parseAddress(abstractAddress('\0\xff'), 5)).toEqual({ kind: 'abstract', name: '\0\xff' });
  expect(parseAddress(unnamedAddress(), 2)).toEqual({ kind: 'unnamed' });
  expect(parseAddress(inetAddress('127.0.0.2', 1023), 16)).toEqual({
    kind: 'inet',
    host: '127.0.0.2',
    port: 1023,
  });
  expect(parseAddress(inet6Address('2001:db8::1', 80), 28)).toEqual({
    kind: 'inet6',
    host: '2001:db8::1',
    port: 80,
  });
});

test('a blocked receive returns EINTR when the thread is interrupted', async () => {
  const SIGNAL = 42;
  installInterruptHandler(SIGNAL);
  const [a, b] = kernel.socketpair(S.AF_UNIX, S.SOCK_STREAM, 0).out;
  const worker = new Worker(
    `const { workerData } = require('node:worker_threads');
     import(workerData.kernel).then(({ openKernel }) => { const k = openKernel(); setInterval(() => k.tgkill(workerData.pid, workerData.tid, ${SIGNAL}), 20); });`,
    {
      eval: true,
      workerData: {
        kernel: new URL('./index.ts', import.meta.url).href,
        pid: process.pid,
        tid: kernel.gettid().ret,
      },
    },
  );
  await new Promise((resolve) => worker.once('online', resolve));

  const { ret, errno } = kernel.recv(b, 1, 0);

  await worker.terminate();
  for (const fd of [a, b]) kernel.close(fd);
  expect({ ret, errno }).toEqual({ ret: -1, errno: ERRNO.EINTR });
});
