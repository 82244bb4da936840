/** SO_PEERCRED and SCM_CREDENTIALS: who is at the other end. */

import { clauses } from './clause.ts';

export const CREDENTIALS = clauses('peer-credentials', [
  ['C17', 'An actor takes on the identity it is told: ids, groups and effective capabilities of one thread.', 'credentials(7), capabilities(7)', 'posix'],
  ['K01', 'A socket without a peer says pid 0 and ids -1.', 'sock.c cred_to_ucred()', 'exact'],
  ['K02', 'Both ends of a pair tell who made it.', 'unix(7) SO_PEERCRED', 'linux'],
  ['K04', 'A listener tells who called listen; before that, nobody.', 'af_unix.c unix_listen()', 'exact'],
  ['K05', 'An accepted socket tells who called connect, as of then.', 'unix(7) SO_PEERCRED', 'linux'],
  ['K06', 'A client tells who last called listen on the listener.', 'af_unix.c copy_peercred(); unix(7) says connect', 'exact'],
  ['K07', 'The ids are the effective ones, the pid is that of the process.', 'unix(7) SO_PEERCRED; sock.c', 'exact'],
  ['K08', 'What SO_PEERCRED tells never changes afterwards.', 'unix(7) SO_PEERCRED: in effect at connect', 'linux'],
  ['K09', 'A short optlen cuts the answer, a long one is reduced to 12.', 'getsockopt(2)', 'linux'],
  ['K12', 'SO_PEERGROUPS gives the groups of the peer, ERANGE when the room is short, ENODATA without a peer.', 'sock.c SO_PEERGROUPS', 'exact', '4.13'],
  ['K13', 'SO_PEERPIDFD gives a pidfd of the same process with FD_CLOEXEC, ENODATA without a peer.', 'unix(7) SO_PEERPIDFD', 'linux', '6.5'],
  ['K16', 'SO_PASSCRED is off at first, belongs to one socket, and reads back as it was set.', 'unix(7) SO_PASSCRED', 'linux'],
  ['K17', 'With SO_PASSCRED each message tells pid, real uid and real gid of its sender, or what the sender claimed.', 'unix(7) SCM_CREDENTIALS', 'linux'],
  ['K18', 'A message sent while nobody wanted credentials tells nobody.', 'af_unix.c unix_skb_to_scm()', 'exact'],
  ['K19', 'SO_PASSCRED at either end, or a receiver not yet accepted, attaches credentials at send time.', 'af_unix.c unix_maybe_add_creds()', 'exact'],
  ['K20', 'Without SO_PASSCRED at receive time there are no credentials and no MSG_CTRUNC.', 'unix(7) SO_PASSCRED', 'linux'],
  ['K21', 'At the end of a stream recvmsg with SO_PASSCRED still tells zeroes; at the end of records, nothing.', 'af_unix.c', 'exact'],
  ['K22', 'A sender claims its own pid and ids; others need CAP_SYS_ADMIN, CAP_SETUID, CAP_SETGID: else EPERM.', 'unix(7) SCM_CREDENTIALS, ERRORS', 'linux'],
  ['K23', 'A pid that does not exist is ESRCH for those who may claim it.', 'unix(7) ERRORS ESRCH', 'linux'],
  ['K24', 'An id that the user namespace does not know is EINVAL.', 'scm.c scm_check_creds()', 'exact'],
  ['K25', 'Credentials of a wrong length are EINVAL.', 'scm.c __scm_send()', 'exact'],
  ['K26', 'Of several credentials in a message the last counts.', 'scm.c __scm_send()', 'exact'],
  ['K27', 'With SO_PASSCRED bytes of different credentials never join in one receive; equal ones do.', 'af_unix.c unix_stream_read_generic()', 'exact'],
  ['K28', 'Credentials are told again with each part of a message.', 'af_unix.c unix_stream_read_generic()', 'exact'],
  ['K29', 'Credentials that do not fit are cut, and MSG_CTRUNC says so.', 'cmsg(3), scm.c put_cmsg()', 'exact'],
  ['K30', 'recvmsg without a control buffer says MSG_CTRUNC when there are credentials.', 'unix(7), scm.c', 'exact'],
  ['K32', 'SO_PASSCRED gives a nameless socket a name at connect, or at the send of a record.', 'unix(7) SO_PASSCRED', 'linux'],
  ['K36', 'What a privileged sender claims arrives as claimed.', 'unix(7) SCM_CREDENTIALS', 'linux'],
]);
