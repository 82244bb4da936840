/** The inodes that bind makes, and the paths around them. */

import { clauses } from './clause.ts';

export const INODES = clauses('socket-inodes', [
  [
    'I01',
    'bind makes an inode of type socket, size 0, one link, owned by the effective ids of the binder; a set-group-ID directory gives its own group.',
    'unix(7) Pathname socket ownership and permissions, inode(7) S_ISGID',
    'linux',
  ],
  [
    'I02',
    'Its mode is that of the socket (fchmod before bind, else 0777) without the umask.',
    'unix(7) Pathname socket ownership and permissions, umask(2)',
    'linux',
  ],
  [
    'I03',
    'After bind fchmod and fchown on the descriptor leave the file alone; chmod and chown on the path change it, -1 keeps an id, and owners give to groups of their own.',
    'chmod(2), chown(2), fchown(2)',
    'posix',
  ],
  ['I05', 'open of a socket inode is ENXIO, whatever the flags.', 'open(2) ERRORS ENXIO', 'linux'],
  ['I06', 'open checks permission first: EACCES before ENXIO.', 'open(2) ERRORS EACCES', 'posix'],
  [
    'I07',
    'O_CREAT|O_EXCL is EEXIST, O_DIRECTORY is ENOTDIR, O_NOFOLLOW on a link is ELOOP.',
    'open(2) ERRORS',
    'posix',
  ],
  [
    'I08',
    'O_PATH opens a socket inode whatever its mode, and no data or socket call works on it; by way of it in /proc the inode is ENXIO still.',
    'open(2) O_PATH',
    'linux',
  ],
  [
    'I09',
    'A socket cannot be opened by way of its descriptor in /proc, whether it has a name or not: ENXIO; O_PATH gives a descriptor that keeps no socket open.',
    'open(2) ERRORS ENXIO; proc_pid_fd(5)',
    'linux',
  ],
  [
    'I10',
    'A socket inode is reached by way of an O_PATH descriptor in /proc, whatever became of its name; a socket’s own descriptor is no way to it.',
    'proc_pid_fd(5), open(2) O_PATH; af_unix.c unix_find_bsd()',
    'exact',
  ],
  [
    'I11',
    'mknod makes socket inodes without privilege; nobody listens there, and open is ENXIO.',
    'mknod(2)',
    'linux',
  ],
  [
    'I12',
    'truncate of a socket inode is EINVAL, execve EACCES.',
    'truncate(2), execve(2) ERRORS',
    'posix',
  ],
  [
    'I13',
    'link and rename keep a socket reachable by the new name.',
    'link(2), rename(2)',
    'posix',
  ],
  [
    'I14',
    'unlink ends the name and nothing else: connections and queued clients stay.',
    'unlink(2), unix(7)',
    'posix',
  ],
  [
    'I15',
    'Through a read-only mount names are neither made nor taken away, and files not changed (EROFS); a socket there is reached as ever, and open of it is ENXIO still.',
    'bind(2), unlink(2), rename(2), link(2), chmod(2), chown(2) ERRORS EROFS; mount(2) MS_RDONLY',
    'posix',
  ],
  [
    'I16',
    'SIOCUNIXFILE gives who has CAP_NET_ADMIN an O_PATH descriptor of the file to which a socket was bound; without one it is ENOENT.',
    'af_unix.c unix_open_file()',
    'exact',
    '4.11',
  ],
  [
    'I17',
    'fstat of a socket shows the type, the mode and the owners of its own inode, and fstatfs the file system of sockets.',
    'inode(7), statfs(2), net/socket.c',
    'exact',
  ],
  [
    'I18',
    'The list in /proc/net/unix has each socket of the network: type, state, whether it listens, and the name to which it was bound.',
    'proc_net(5) /proc/net/unix; af_unix.c unix_seq_show()',
    'linux',
  ],
  [
    'I19',
    'Paths around socket inodes resolve, and are refused, as for any other file.',
    'path_resolution(7)',
    'posix',
  ],
  [
    'I20',
    'stat tells the owners as the asker’s user namespace maps them, as the overflow ids where it does not.',
    'user_namespaces(7) Accessing files; stat(2)',
    'linux',
  ],
  [
    'I21',
    'Capabilities of a user namespace count for a file only if it maps the owner and the group of that file.',
    'user_namespaces(7) Operation on files; inode.c capable_wrt_inode_uidgid()',
    'linux',
  ],
  [
    'I25',
    'Owners of new files, and permission for connect and open, go by the ids for files (setfsuid), SO_PEERCRED by the effective ones.',
    'credentials(7) Filesystem user ID; setfsuid(2); unix(7) SO_PEERCRED',
    'linux',
  ],
  [
    'B16',
    'A bind that is refused leaves no inode behind.',
    'bind(2), af_unix.c unix_bind_bsd()',
    'exact',
  ],
  [
    'B17',
    'bind to a path where anything exists is EADDRINUSE.',
    'bind(2) ERRORS, unix(7) NOTES',
    'posix',
  ],
  [
    'B18',
    'bind tells what is wrong with a path: ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG, EACCES.',
    'bind(2) ERRORS',
    'posix',
  ],
  [
    'B24',
    'After unlink a new socket may take the path while the old one lives; connect reaches the new one.',
    'unix(7) NOTES',
    'linux',
  ],
]);
