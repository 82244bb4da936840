/** Layouts of the C structs that cross the boundary, 64-bit little-endian Linux; checked against the compiler. */

/** Sizes and field offsets in bytes. */
export const LAYOUT = {
  msghdr: {
    size: 56,
    msg_name: 0,
    msg_namelen: 8,
    msg_iov: 16,
    msg_iovlen: 24,
    msg_control: 32,
    msg_controllen: 40,
    msg_flags: 48,
  },
  mmsghdr: { size: 64, msg_hdr: 0, msg_len: 56 },
  iovec: { size: 16, iov_base: 0, iov_len: 8 },
  cmsghdr: { size: 16, cmsg_len: 0, cmsg_level: 8, cmsg_type: 12 },
  pollfd: { size: 8, fd: 0, events: 4, revents: 6 },
  ucred: { size: 12, pid: 0, uid: 4, gid: 8 },
  rlimit: { size: 16, rlim_cur: 0, rlim_max: 8 },
  sockaddr_un: { size: 110, sun_family: 0, sun_path: 2 },
  sockaddr_in: { size: 16, sin_family: 0, sin_port: 2, sin_addr: 4 },
  sockaddr_in6: { size: 28, sin6_family: 0, sin6_port: 2, sin6_addr: 8, sin6_scope_id: 24 },
  ifreq: { size: 40, ifr_flags: 16 },
  /** libc's, not the kernel's: the same in glibc and musl. */
  sigaction: { size: 152, sa_handler: 0, sa_flags: 136 },
  __user_cap_header_struct: { size: 8, version: 0, pid: 4 },
  /** One block of 32 capabilities. */
  __user_cap_data_struct: { size: 12, effective: 0, permitted: 4, inheritable: 8 },
  statx: {
    size: 256,
    stx_nlink: 16,
    stx_uid: 20,
    stx_gid: 24,
    stx_mode: 28,
    stx_ino: 32,
    stx_size: 40,
    stx_dev_major: 136,
    stx_dev_minor: 140,
  },
} as const;
