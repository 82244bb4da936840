/**
 * Found in the law by `npm run core`, not written by hand: for each rule a scenario that it decides, and one that
 * goes past it. Each is as short as it was found, and says what it was found for.
 */
export const CORE = String.raw`
# accept4 accept.after-the-limit
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"5lvqq")
listen(s0, 0)
connect(s1, abstract:"5lvqq")
limit(0)
s2 = accept4(s0, 0)
limit(any)
s3 = accept4(s0, 0)

# accept4 accept.deaf
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
s2 = accept4(s1, 0)

# accept4 accept.empty
s0 = socket(AF_UNIX, SOCK_SEQPACKET|SOCK_NONBLOCK, 0)
bind(s0, path:"p0")
listen(s0, 0)
s1 = accept4(s0, 0)

# accept4 accept.flags-unknown
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
s2 = accept4(s1, 1)

# accept4 accept.shut
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
listen(s0, 0)
shutdown(s0, SHUT_RDWR)
s3 = accept4(s0, 0)

# accept4 accept.type
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
s2 = accept4(s0, 0)

# accept4 address.cut
[s0, s1] = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"die6l")
listen(s0, 0)
connect(s1, abstract:"die6l")
s2 = accept4(s0, 0, 1)

# accept4 fd.not-open
s0 = accept4(s9999, 0)

# accept4 fd.not-socket
s2 = memfd_create(0)
s4 = accept4(s2, 0)

# bind bind.abstract.bound-already
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"p1")
bind(s0, abstract:"p0")

# bind bind.abstract.freed
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"9khjq")
close(s0)
bind(s1, abstract:"9khjq")

# bind bind.abstract.held-in-another-network
s2 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s2, abstract:"137oq")
network(new)
s3 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s3, abstract:"137oq")

# bind bind.abstract.taken
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"8mgwq")
bind(s1, abstract:"8mgwq")

# bind bind.abstract.zeroes
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"")

# bind bind.autobind.again
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"p2")
bind(s0, unnamed)

# bind bind.chosen.held-in-another-network
s2 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s2, unnamed)
network(new)
s5 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s5, name:s2)

# bind bind.chosen.taken
[s0, s1] = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, unnamed)
bind(s1, name:s0)

# bind bind.inet.any
s0 = socket(AF_INET, SOCK_DGRAM, 136)
bind(s0, bytes:0000299d000000000000000000000000)

# bind bind.inet.bound-already
s0 = socket(AF_INET6, SOCK_STREAM, 0)
bind(s0, inet6:[::ffff:7f00:1]:1)
bind(s0, inet6:[::1]:1)

# bind bind.inet.family
s0 = socket(AF_INET6, SOCK_STREAM, 0)
bind(s0, bytes:100003ff7f000001000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000)

# bind bind.inet.foreign
s0 = socket(AF_INET, SOCK_DGRAM, 0)
bind(s0, inet:192.0.2.1:1)

# bind bind.inet.freebind
s0 = socket(AF_INET, SOCK_STREAM, 0)
setsockopt(s0, IP_FREEBIND, 1)
bind(s0, inet:192.0.2.1:1)

# bind bind.inet.short
s0 = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, bytes:000003ff0000000000000000000000)

# bind bind.inet.taken
[s0, s1] = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, inet:127.0.0.1:811)
bind(s1, inet:0.0.0.0:811)

# bind bind.inet.together
[s0, s2] = socket(AF_INET, SOCK_DGRAM, 0)
setsockopt(s0, SO_REUSEPORT, 1)
bind(s0, inet:0.0.0.0:547)
setsockopt(s2, SO_REUSEPORT, 1)
bind(s2, inet:0.0.0.0:547)

# bind bind.inet.unspecified
s0 = socket(AF_INET, SOCK_DGRAM, 0)
bind(s0, bytes:000004007f000001000000000000000000000000)

# bind bind.inet6.foreign
s0 = socket(AF_INET6, SOCK_DGRAM, 0)
bind(s0, inet6:[::ffff:c000:201]:0)

# bind bind.inet6.group
s0 = socket(AF_INET6, SOCK_STREAM, 0)
bind(s0, inet6:[ff02::1]:1)

# bind bind.inet6.mapped
s0 = socket(AF_INET6, SOCK_STREAM, 0)
setsockopt(s0, IPV6_V6ONLY, 1)
bind(s0, inet6:[::ffff:7f00:1]:1)

# bind bind.length
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, bytes:010061616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161, -1)

# bind bind.name-of-the-other-kind
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"p2")
s1 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s1, abstract:"p2")

# bind bind.path.directory-missing
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"missing/p0")

# bind bind.path.directory-write
mkdir("d", 0777)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps all-NET_BIND_SERVICE-DAC_OVERRIDE-DAC_READ_SEARCH-SETGID-SYS_ADMIN-NET_RAW-KILL})
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"d/p0")

# bind bind.path.exists
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"//")

# bind bind.path.long
symlink("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", "far")
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"far/x")

# bind bind.path.loop
symlink("l", "l")
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"l/x")

# bind bind.path.not-directory
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
bind(s0, path:"p0/x")

# bind bind.path.refused-before
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p1")
bind(s0, path:"p2")
bind(s1, path:"p2")

# bind bind.path.search
mkdir("p0", 0100)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0/x")

# bind bind.port.above-start
port_start(2000)
s0 = socket(AF_INET6, SOCK_STREAM, 0)
bind(s0, inet6:[::ffff:7f00:1]:47855)

# bind bind.port.below-start
become({uid 0/0/0 gid 0/0/0 groups [] caps NET_ADMIN})
port_start(32768)
s0 = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, inet:0.0.0.0:1)

# bind bind.port.despite-options
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
s0 = socket(AF_INET, SOCK_DGRAM, 0)
setsockopt(s0, SO_REUSEPORT, 2)
bind(s0, inet:127.0.0.1:1)

# bind bind.port.later
s0 = socket(AF_INET, SOCK_DGRAM, 0)
setsockopt(s0, IP_BIND_ADDRESS_NO_PORT, 1)
bind(s0, inet:127.0.0.1:0)

# bind bind.port.network-of-the-socket
s0 = socket(AF_INET, SOCK_STREAM, 0)
network(new)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
bind(s0, inet:0.0.0.0:1)

# bind bind.port.new-network
network(new)
become({uid 0/0/0 gid 0/0/0 groups [] caps DAC_OVERRIDE+FOWNER+CHOWN+FSETID+SETUID+SETGID+NET_ADMIN+NET_RAW+KILL})
s0 = socket(AF_INET, SOCK_DGRAM, 0)
bind(s0, inet:0.0.0.0:1)

# bind bind.port.no-rule
port_start(0)
s0 = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, inet:127.0.0.1:1)

# bind bind.port.privileged
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
s0 = socket(AF_INET, SOCK_DGRAM, 136)
bind(s0, inet:127.0.0.1:1)

# bind bind.port.there
s0 = socket(AF_INET6, SOCK_DGRAM, 136)
network(new)
bind(s0, inet6:[::]:1)

# bind bind.raw
s0 = socket(AF_INET, SOCK_RAW, 255)
bind(s0, inet:0.0.0.0:1)

# bind bind.raw.foreign
s0 = socket(AF_INET, SOCK_RAW, 255)
bind(s0, inet:192.0.2.1:1)

# bind bind.raw.mapped
s0 = socket(AF_INET6, SOCK_RAW, 255)
bind(s0, inet6:[::ffff:7f00:1]:1)

# bind bind.raw.short
s0 = socket(AF_INET6, SOCK_RAW, 254)
bind(s0, bytes:02000000000000000000)

# bind bind.unix.address
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, bytes:)

# bind bind.unix.despite-reuse
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"p2")
s1 = socket(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_REUSEADDR, 1)
bind(s1, path:"p2")

# bind bind.unix.family
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, inet:127.0.0.1:1)

# bind fd.not-open
bind(s1, abstract:"fp9q\x00")

# bind fd.not-socket
s0 = open("l", RDONLY|CREAT|APPEND, 0732)
bind(s0, path:"d/")

# chdir chdir.EACCES
mkdir("d", 0777)
mkdir("d/e", 0600)
chdir("d")
chdir("..")
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
chdir("d/e")

# chdir chdir.ELOOP
symlink("loop", "loop")
chdir("loop")

# chdir chdir.ENAMETOOLONG
chdir("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")

# chdir chdir.ENOENT
chdir("missing")

# chdir chdir.ENOTDIR
s1 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s1, path:"p0")
chdir("p0")

# chmod chmod.eacces
mkdir("d", 0777)
chmod("d", 0700)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})
chmod("d/p0", 0777)

# chmod chmod.eloop
symlink("l", "l")
chmod("l", 0200)

# chmod chmod.enametoolong
chmod("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", 04570)

# chmod chmod.enoent
chmod("l", 0714)

# chmod chmod.enotdir
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"d")
chmod("d/p0", 0411)

# chmod chmod.owner
mkdir("d", 0777)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
chmod("d", 01733)

# chown chown.changed
mkdir("p0", 0777)
chown("p0", 1001, 5)

# chown chown.denied
mknod("p0", REG, 0777)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
chown("p0", 0, 1000)

# chown chown.eacces
mkdir("d", 0777)
chmod("d", 0600)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
chown("d/p0", 1001, 0)

# chown chown.eloop
symlink("l", "l")
chown("l", 1000, 5)

# chown chown.enametoolong
chown("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", 0, -1)

# chown chown.enoent
chown("d/p0", -1, 5)

# chown chown.enotdir
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"d")
chown("d/p0", -1, 5)

# close fd.absent
close(s9999)

# connect connect.abstract.as-the-socket-was-made
[s1, s2] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s2, abstract:"90s1q")
listen(s2, 0)
network(new)
connect(s1, abstract:"90s1q")

# connect connect.abstract.in-another-network
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"hnuep")
network(new)
s5 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s5, abstract:"hnuep")

# connect connect.abstract.whatever-the-mode
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"7t3vp.")
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})
connect(s0, abstract:"7t3vp.")

# connect connect.address
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s0, bytes:0100703100746900000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000)

# connect connect.address-long
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s0, bytes:0100616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161)

# connect connect.after-refusal
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s1, path:"p2")
listen(s1, 0)
connect(s0, abstract:"9p5ip.")
connect(s0, path:"p2")

# connect connect.again
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"5vbq")
listen(s0, 0)
[s1, s2] = socketpair(AF_UNIX, SOCK_STREAM, 0)
connect(s1, abstract:"5vbq")

# connect connect.chosen.in-another-network
s2 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s2, unnamed)
network(new)
s5 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
connect(s5, name:s2)

# connect connect.datagram.third-party
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
bind(s1, path:"p1")
connect(s1, path:"p1")

# connect connect.deaf
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"7ckoq")
connect(s0, abstract:"7ckoq")

# connect connect.descriptor.closed
s2 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s2, proc:s9999)

# connect connect.descriptor.nameless
[s0, s2] = socket(AF_UNIX, SOCK_DGRAM, 0)
connect(s2, proc:s0)

# connect connect.full
[s0, s1] = socket(AF_UNIX, SOCK_SEQPACKET|SOCK_NONBLOCK, 0)
bind(s0, path:"p2")
listen(s0, 0)
connect(s1, path:"p2")
connect(s1, path:"p2")

# connect connect.inet
[s0, s1] = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, inet:0.0.0.0:8792)
listen(s0, 0)
connect(s1, inet:127.0.0.1:8792)

# connect connect.inet.nobody
s0 = socket(AF_INET6, SOCK_STREAM, 0)
connect(s0, inet6:[::1]:1)

# connect connect.length
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
connect(s0, bytes:0100, -1)

# connect connect.listener
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
listen(s0, 0)
connect(s0, path:"p0")

# connect connect.no-time
[s0, s2, s4] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p2")
listen(s0, 0)
connect(s2, path:"p2")
setsockopt(s4, SO_SNDTIMEO, -1000)
connect(s4, path:"p2")

# connect connect.of-a-socket-of-another
2: [s0, s2] = socket(AF_UNIX, SOCK_STREAM, 0)
2: bind(s0, abstract:"ahxpqb")
2: listen(s0, 0)
2: s1 = socket(AF_UNIX, SOCK_STREAM, 0)
2: bind(s2, abstract:"ahxpchannel0")
2: listen(s2, 0)
s3 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s3, abstract:"ahxpchannel0")
2: s4 = accept4(s2, 0)
2: sendmsg(s4, 1, 1, 0, [rights[s1]])
[s5] = recvmsg(s3, 1, 0, 24)
connect(s5, abstract:"ahxpqb")

# connect connect.path.across-networks
s1 = socket(AF_UNIX, SOCK_STREAM, 0)
network(new)
s4 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s4, path:"p1")
listen(s4, 0)
connect(s1, path:"p1")

# connect connect.path.behind-the-nul
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, bytes:01007031006161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161)
listen(s0, 0)
connect(s1, bytes:01007031007878787878787878787878)

# connect connect.path.long
symlink("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", "far")
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s0, path:"far")

# connect connect.path.loop
symlink("l", "l")
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s0, path:"l")

# connect connect.path.missing
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s0, path:"p0")

# connect connect.path.nobody
mkdir("d", 0777)
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s0, path:"d")

# connect connect.path.not-directory
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s1, path:"p0")
connect(s0, path:"p0/p1")

# connect connect.path.permission
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p1")
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps NET_BIND_SERVICE+CHOWN+SETUID+SYS_ADMIN+KILL})
connect(s0, path:"p1")

# connect connect.path.type
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s1, path:"p1")
s2 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s2, path:"p1")

# connect connect.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p2")
close(s1)
connect(s0, path:"p2")

# connect connect.successor
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0")
unlink("p0")
bind(s1, path:"p0")
connect(s0, path:"p0")

# connect connect.through-a-descriptor.unlinked
[s0, s2] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0")
s1 = open("p0", PATH, 00)
unlink("p0")
connect(s2, proc:s1)

# connect connect.udp.alone
s0 = socket(AF_INET, SOCK_DGRAM, 0)
connect(s0, bytes:00000000000000000000000000000000)

# connect connect.udp.parted
s0 = socket(AF_INET, SOCK_DGRAM, 0)
connect(s0, inet:127.0.0.2:1)
connect(s0, bytes:00000000000000000000000000000000)

# connect fd.not-open
connect(s9999, path:"p1")

# connect fd.not-socket
[s2, s3] = pipe2(0)
connect(s2, abstract:"k9p7q")

# dup dup.same
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
s2 = dup(s0)

# dup fd.absent
s0 = dup(s9999)

# dup fd.limit
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
limit(0)
s2 = dup(s1)

# dupfd dupfd.beyond
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
s1 = dupfd(s0, 2147483647, 1)

# dupfd dupfd.negative
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
s3 = dupfd(s1, -1, 1)

# dupfd dupfd.same
s0 = open("g", RDWR|CREAT, 0600)
s1 = dupfd(s0, 0, 0)

# dupfd fd.absent
s0 = dupfd(s9999, 0, 0)

# dupfd fd.limit
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
limit(0)
s2 = dupfd(s1, 0, 0)

# execve execve.eacces
mkdir("d", 0777)
chmod("d", 00)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
execve("d/loop")

# execve execve.eloop
symlink("loop", "loop")
execve("loop")

# execve execve.enametoolong
mkdir("d", 0777)
execve("d/nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")

# execve execve.enoent
execve("l")

# execve execve.enotdir
mknod("p0", SOCK, 0777)
execve("p0/")

# execve execve.no-file
mkdir("d", 0777)
execve("d")

# execve execve.socket
mknod("p0", SOCK, 0777)
execve("p0")

# fchmod fchmod.owner
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
become({uid 0/1001/1000 gid 0/0/0 groups [] caps none})
fchmod(s0, 0555)

# fchmod fchmod.socket
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
fchmod(s0, 0700)

# fchmod fd.not-open
s0 = open("p0", PATH|NOFOLLOW, 00)
fchmod(s0, 0700)

# fchown fchown.changed
s1 = open("p1", RDWR|CREAT, 0666)
fchown(s1, -1, 1000)

# fchown fchown.denied
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
fchown(s0, 1001, 5)

# fchown fchown.socket
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
fchown(s0, 0, 5)

# fchown fd.not-open
fchown(s9999, 0, 1000)

# fcntl fcntl.access
s0 = socket(AF_INET, SOCK_DGRAM, 0)
fcntl(s0, GETFL, 0)

# fcntl fcntl.getfd
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
fcntl(s0, GETFD, 0)

# fcntl fcntl.owner
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
fcntl(s1, GETOWN, 0)

# fcntl fcntl.path
mknod("p0", SOCK, 0777)
s0 = open("p0", PATH, 00)
fcntl(s0, SETFL, 0)

# fcntl fcntl.set
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
fcntl(s1, SETFL, 0)

# fcntl fd.absent
fcntl(s2, SETOWN, 0)

# fstat fstat.memory.size
s0 = memfd_create(0)
fstat(s0)

# fstat fstat.not-open
fstat(s0)

# fstat fstat.socket
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
fstat(s0)

# fstatfs fstatfs.inode
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p1")
s1 = open("p1", PATH, 00)
fstatfs(s1)

# fstatfs fstatfs.not-open
fstatfs(s9999)

# fstatfs fstatfs.socket
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
fstatfs(s0)

# fsync fd.not-open
fsync(s0)

# fsync fsync.memory
s0 = memfd_create(0)
fsync(s0)

# fsync fsync.no-file
[s4, s5] = socketpair(AF_UNIX, SOCK_STREAM, 0)
fsync(s4)

# ftruncate fd.not-open
ftruncate(s0, 0)

# ftruncate ftruncate.direction
s0 = memfd_create(0)
s1 = reopen(s0, RDONLY)
ftruncate(s1, 0)

# ftruncate ftruncate.length
s0 = memfd_create(0)
ftruncate(s0, 10)

# ftruncate ftruncate.negative
s0 = memfd_create(0)
ftruncate(s0, -1)

# ftruncate ftruncate.no-file
[s2, s3] = pipe2(0)
ftruncate(s3, 12)

# getpeername fd.not-open
getpeername(s9999, 12)

# getpeername fd.not-socket
[s0, s1] = pipe2(0)
getpeername(s1, 128)

# getpeername getpeername.end-of-a-pair
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"c62cp")
getpeername(s1, 128)

# getpeername getpeername.nobody
s0 = socket(AF_UNIX, SOCK_RAW, 0)
getpeername(s0, 128)

# getpeername getpeername.nowhere
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getpeername(s1, 128, nowhere)

# getpeername getpeername.room
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
getpeername(s0, -1)

# getpeername getpeername.udp
s0 = socket(AF_INET, SOCK_DGRAM, 0)
connect(s0, inet:127.0.0.2:1)
getpeername(s0, 128)

# getpeername getsockname.cut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
getpeername(s1, 0)

# getpeername getsockname.port
[s0, s1] = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, inet:0.0.0.0:864)
listen(s0, 0)
connect(s1, inet:127.0.0.1:864)
s2 = accept4(s0, 0)
getpeername(s2, 128)

# getsockname fd.not-open
getsockname(s0, 128)

# getsockname fd.not-socket
[s0, s1] = pipe2(0)
getsockname(s1, 128)

# getsockname getsockname.abstract
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"lvtiq")
getsockname(s0, 128)

# getsockname getsockname.by-passing
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s1, path:"p0")
setsockopt(s0, SO_PASSCRED, 1)
sendto(s0, 1, 0, 0, path:"p0")
getsockname(s0, 128)

# getsockname getsockname.cut
s0 = socket(AF_INET6, SOCK_DGRAM, 136)
getsockname(s0, 8)

# getsockname getsockname.cut-at-the-nul
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, bytes:0100703100616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161)
getsockname(s0, 128)

# getsockname getsockname.longest
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, bytes:0100616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161)
getsockname(s0, 128)

# getsockname getsockname.name
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"c4vh4")
listen(s0, 0)
connect(s1, abstract:"c4vh4")
s2 = accept4(s0, 0)
getsockname(s2, 128)

# getsockname getsockname.nowhere
s2 = socket(AF_UNIX, SOCK_STREAM, 0)
getsockname(s2, 1, nowhere)

# getsockname getsockname.port.of-another-range
port_range(1025, 2025)
s0 = socket(AF_INET, SOCK_DGRAM, 136)
bind(s0, inet:127.0.0.1:0)
getsockname(s0, 128)

# getsockname getsockname.room
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockname(s0, -1)

# getsockname getsockname.unnamed
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
getsockname(s0, 128)

# getsockopt buffer.doubled
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_RCVBUFFORCE, 4194303)
getsockopt(s0, SO_RCVBUF, 8)

# getsockopt buffer.forced
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s1, SO_SNDBUFFORCE, 4194305)
getsockopt(s1, SO_SNDBUF, 4)

# getsockopt buffer.least
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_RCVBUF, 2)
getsockopt(s1, SO_RCVBUF, 4)

# getsockopt buffer.most
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_RCVBUF, 4194305)
getsockopt(s0, SO_RCVBUF, 4)

# getsockopt fd.limit
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
limit(0)
s2 = getsockopt(s0, SO_PEERPIDFD, 4)

# getsockopt fd.not-open
getsockopt(s0, SO_TYPE, 4)

# getsockopt fd.not-socket
[s0, s1] = pipe2(0)
getsockopt(s0, SO_PASSRIGHTS, 4)

# getsockopt getsockopt.error
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s1, SO_ERROR, 4)

# getsockopt getsockopt.force
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s0, SO_SNDBUFFORCE, 4)

# getsockopt getsockopt.from-the-listener
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p1")
listen(s0, 0)
setsockopt(s0, SO_PASSCRED, 2)
connect(s1, path:"p1")
s2 = accept4(s0, 0)
getsockopt(s2, SO_PASSCRED, 4)

# getsockopt getsockopt.inq
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s0, SO_INQ, 4)

# getsockopt getsockopt.kind
s0 = socket(AF_UNIX, SOCK_RAW, 0)
getsockopt(s0, SO_TYPE, 4)

# getsockopt getsockopt.label
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s1, SO_PEERSEC, 4)

# getsockopt getsockopt.level
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s1, NO_LEVEL, 8)

# getsockopt getsockopt.listening
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s0, SO_ACCEPTCONN, 4)

# getsockopt getsockopt.pass-labels
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s0, SO_PASSSEC, 4)

# getsockopt getsockopt.pass-pidfds
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s1, SO_PASSPIDFD, 4)

# getsockopt getsockopt.pass.inet
s0 = socket(AF_INET, SOCK_DGRAM, 0)
getsockopt(s0, SO_PASSRIGHTS, 4)

# getsockopt getsockopt.peek-offset
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
getsockopt(s0, SO_PEEK_OFF, 4)

# getsockopt getsockopt.send-timeout
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s0, SO_SNDTIMEO, 16)

# getsockopt getsockopt.timeout
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s0, SO_RCVTIMEO, 16)

# getsockopt getsockopt.unknown
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
getsockopt(s0, SO_RIGHTS_NOTRUNC, 20)

# getsockopt peercred.accepted
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"2407q")
listen(s0, 0)
connect(s1, abstract:"2407q")
s2 = accept4(s0, 0)
getsockopt(s2, SO_PEERCRED, 12)

# getsockopt peercred.client
[s0, s1] = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"1304qx")
listen(s0, 0)
connect(s1, abstract:"1304qx")
getsockopt(s1, SO_PEERCRED, 12)

# getsockopt peercred.datagram
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"/proc/self/cwd/p1")
connect(s0, path:"/proc/self/cwd/p1")
getsockopt(s0, SO_PEERCRED, 12)

# getsockopt peercred.effective
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"2gcop")
become({uid 1001/1000/1001 gid 0/0/0 groups [] caps all})
listen(s0, 0)
getsockopt(s0, SO_PEERCRED, 12)

# getsockopt peercred.nobody
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s0, SO_PEERCRED, 12)

# getsockopt peercred.unchanged
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
become({uid 0/0/0 gid 5/5/5 groups [] caps all})
getsockopt(s1, SO_PEERCRED, 12)

# getsockopt peergroups
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s1, SO_PEERGROUPS, 4)

# getsockopt peergroups.needed
become({uid 0/0/0 gid 0/0/0 groups [5, 1000] caps all})
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s0, SO_PEERGROUPS, 4)

# getsockopt peergroups.nobody
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s0, SO_PEERGROUPS, 4)

# getsockopt peerpidfd.nobody
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
getsockopt(s0, SO_PEERPIDFD, 4)

# ioctl fd.not-open
ioctl(s9999, SIOCOUTQ)

# ioctl ioctl.mark.ahead
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 2, 0, MSG_OOB)
ioctl(s0, SIOCATMARK)

# ioctl ioctl.mark.here
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, MSG_OOB)
ioctl(s1, SIOCATMARK)

# ioctl ioctl.mark.here.taken
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recvfrom(s0, 1, MSG_OOB)
ioctl(s0, SIOCATMARK)

# ioctl ioctl.mark.none
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
ioctl(s0, SIOCATMARK)

# ioctl ioctl.mark.unsupported
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 1)
ioctl(s1, SIOCATMARK)

# ioctl ioctl.unread
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
ioctl(s1, SIOCINQ)

# ioctl ioctl.unread.datagram
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s1, 1, 0, 0)
ioctl(s0, SIOCINQ)

# ioctl ioctl.unread.left-behind
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, 0)
shutdown(s0, SHUT_RDWR)
ioctl(s0, SIOCINQ)

# ioctl ioctl.unread.listener
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"ll2yp")
listen(s0, 0)
ioctl(s0, SIOCINQ)

# ioctl ioctl.unread.none
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
ioctl(s1, SIOCINQ)

# ioctl ioctl.unread.pipe
[s0, s1] = pipe2(0)
ioctl(s0, SIOCINQ)

# ioctl ioctl.unread.records
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s1, 1, 0, 0)
ioctl(s0, SIOCINQ)

# ioctl ioctl.unread.rest
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 2, 0, 0)
recv(s0, 1, 0)
ioctl(s0, SIOCINQ)

# ioctl ioctl.unread.urgent
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
ioctl(s0, SIOCINQ)

# ioctl ioctl.unread.urgent.dropped
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
[s2, s3, s4, s5, s6, s7, s8, s9] = recvmsg(s0, 1, MSG_DONTWAIT, 64)
ioctl(s0, SIOCINQ)

# ioctl ioctl.unread.urgent.taken
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recv(s0, 1, MSG_OOB)
ioctl(s0, SIOCINQ)

# ioctl ioctl.unsent
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s0, 1, 0, 0)
ioctl(s0, SIOCOUTQ)

# ioctl ioctl.unsent.none
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
ioctl(s0, SIOCOUTQ)

# ioctl ioctl.unsuited
[s0, s1] = pipe2(0)
ioctl(s1, SIOCOUTQ)

# kcmp kcmp.same
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
kcmp(s0, s0)

# link link.denied
mkdir("d", 0777)
mknod("p0", SOCK, 0777)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps all-NET_BIND_SERVICE-DAC_OVERRIDE-CHOWN-FSETID-SETUID-SETGID})
link("p0", "d/new")

# link link.directory
mkdir("d", 0555)
link("d", "l")

# link link.eacces
mkdir("d", 0777)
chmod("d", 0500)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})
link("d/new", "d/d")

# link link.eexist
symlink("d/p0", "l")
link("l", "l")

# link link.eloop
symlink("loop", "loop")
link("loop/x", "d/d")

# link link.enametoolong
link("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", "p1")

# link link.enoent
link("p1", "p1")

# link link.enotdir
mknod("d", SOCK, 02)
link("d/p1", "e/p0")

# link link.protected
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
link("p0", "l")

# link name.linked
mknod("p0", REG, 0666)
link("/proc/self/cwd/p0", "p2")

# listen fd.not-open
listen(s9999, 0)

# listen fd.not-socket
s2 = memfd_create(0)
listen(s2, 0)

# listen listen.again.by-another-process
1: s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
1: bind(s0, abstract:"3q5qq.")
1: listen(s0, 0)
1: s1 = socket(AF_UNIX, SOCK_STREAM, 0)
1: bind(s1, abstract:"3q5qchannel0")
1: listen(s1, 0)
s2 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s2, abstract:"3q5qchannel0")
1: s3 = accept4(s1, 0)
1: sendmsg(s3, 1, 1, 0, [rights[s0]])
[s4] = recvmsg(s2, 1, 0, 24)
listen(s4, 0)

# listen listen.backlog.clamped
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"a6eeq.")
somaxconn(1)
listen(s0, 3)

# listen listen.backlog.negative
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"l")
listen(s0, -1)

# listen listen.connected
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
bind(s1, abstract:"326gq")
listen(s1, 0)

# listen listen.inet.taken
[s0, s2] = socket(AF_INET, SOCK_STREAM, 0)
setsockopt(s0, SO_REUSEADDR, -1)
bind(s0, inet:0.0.0.0:7986)
setsockopt(s2, SO_REUSEADDR, 1)
bind(s2, inet:127.0.0.1:7986)
listen(s2, 0)
listen(s0, 0)

# listen listen.inet.unbound
s0 = socket(AF_INET, SOCK_STREAM, 0)
listen(s0, 0)

# listen listen.type
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
listen(s0, 0)

# listen listen.unnamed
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
listen(s0, 0)

# lseek fd.not-open
lseek(s0, 0)

# lseek file.offset
s0 = memfd_create(0)
lseek(s0, 0)

# lseek lseek.negative
s0 = memfd_create(0)
lseek(s0, -1)

# lseek lseek.unseekable
[s4, s5] = socketpair(AF_UNIX, SOCK_STREAM, 0)
lseek(s4, 0)

# lstat lstat.eacces
mkdir("d", 0700)
become({uid 1000/1000/0 gid 0/0/0 groups [] caps none})
lstat("d/p0")

# lstat lstat.eloop
symlink("l", "l")
lstat("l/x")

# lstat lstat.enametoolong
lstat("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")

# lstat lstat.enoent
lstat("d/p0")

# lstat lstat.enotdir
mknod("p0", FIFO, 0462)
lstat("p0/x")

# lstat stat.other
symlink("l", "l")
lstat("l")

# lstat stat.socket
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"l")
lstat("l")

# memfd_create fd.limit
limit(0)
s2 = memfd_create(0)

# mkdir mkdir.denied
mkdir("d", 0777)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
mkdir("d/e", 0777)

# mkdir mkdir.eacces
mkdir("d", 0777)
chmod("d", 0500)
become({uid 1001/1001/0 gid 0/0/0 groups [] caps none})
mkdir("d/new", 0600)

# mkdir mkdir.eexist
mkdir("d", 0316)
mkdir("d", 0310)

# mkdir mkdir.eloop
symlink("loop", "loop")
mkdir("loop/x", 0700)

# mkdir mkdir.enametoolong
mkdir("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", 0700)

# mkdir mkdir.enoent
mkdir("l/x", 0100)

# mkdir mkdir.enotdir
mknod("d", FIFO, 0207)
mkdir("/proc/self/cwd/d/p0", 0300)

# mknod mknod.denied
mkdir("d", 0777)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps all-NET_BIND_SERVICE-DAC_OVERRIDE-DAC_READ_SEARCH-FOWNER-SETUID-SETGID-NET_ADMIN})
mknod("d/p0", SOCK, 0777)

# mknod mknod.eacces
mkdir("d", 0777)
chmod("d", 0500)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
mknod("d/p0", REG, 0700)

# mknod mknod.eexist
symlink("p0", "l")
mknod("l", REG, 0600)

# mknod mknod.eloop
symlink("l", "l")
mknod("l/x", FIFO, 0777)

# mknod mknod.enametoolong
mknod("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", FIFO, 0555)

# mknod mknod.enoent
mknod("d/p0", REG, 0414)

# mknod mknod.enotdir
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"l")
mknod("l/x", SOCK, 0644)

# mmap fd.not-open
s0 = reopen(s9999, RDONLY)
mmap(s0)

# mmap mmap.memory
s0 = memfd_create(0)
mmap(s0)

# mmap mmap.no-memory
[s4, s5] = socketpair(AF_UNIX, SOCK_STREAM, 0)
mmap(s4)

# network network.denied
become({uid 0/0/0 gid 0/0/0 groups [] caps all-SYS_ADMIN})
network(new)

# network network.home
network(home)

# open fd.limit
limit(0)
s2 = open("g", PATH, 0600)

# open open.create-denied
mkdir("d", 0777)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
s0 = open("d/p0", RDWR|CREAT|TRUNC|NOFOLLOW, 00)

# open open.create-directory
mkdir("d", 0777)
symlink("d", "l")
s0 = open("l", WRONLY|CREAT|APPEND, 0735)

# open open.dead-socket
mknod("p0", SOCK, 0777)
s0 = open("p0", RDONLY|NOFOLLOW|CLOEXEC|NOATIME, 0600)

# open open.directory-write
mkdir("p0", 0777)
s0 = open("p0", RDWR, 00)

# open open.exclusive
mkdir("d", 0777)
s0 = open("d", RDWR|CREAT|EXCL, 0600)

# open open.link
symlink("d", "l")
s0 = open("l", WRONLY|NOFOLLOW|CLOEXEC, 0660)

# open open.long
s1 = open("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", WRONLY|TRUNC|NOFOLLOW|PATH, 0600)

# open open.loop
symlink("l", "l")
s0 = open("l", WRONLY|EXCL|PATH|CLOEXEC|DIRECT, 0623)

# open open.noatime
mknod("p0", REG, 0777)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps all-FOWNER-SETGID-KILL})
s0 = open("p0", WRONLY|TRUNC|NOATIME, 00)

# open open.noatime.socket
mknod("p0", SOCK, 0777)
become({uid 0/1000/0 gid 0/0/0 groups [] caps all-NET_BIND_SERVICE-DAC_READ_SEARCH-FOWNER-SETUID-NET_ADMIN-KILL})
s0 = open("p0", WRONLY|TRUNC|NOATIME, 00)

# open open.not-directory
mknod("p0", SOCK, 0777)
s0 = open("p0", WRONLY|DIRECTORY, 0600)

# open open.permission
mknod("p0", SOCK, 0777)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
s0 = open("p0", WRONLY|TRUNC, 00)

# open open.prefix
mknod("p0", SOCK, 0777)
s0 = open("p0/", RDONLY|PATH, 0600)

# open open.search
mkdir("d", 0300)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
s1 = open("d/p0", RDONLY, 0600)

# open open.socket
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0")
s1 = open("p0", WRONLY, 0600)

# pidfd_info pidfd.info
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
s2 = getsockopt(s1, SO_PEERPIDFD, 4)
pidfd_info(s2)

# pidfd_info pidfd.told.of-no-process
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
pidfd_info(s1)

# pidfd_info pidfd_info.not-open
pidfd_info(s9999)

# pipe2 fd.limit
limit(0)
[s2, s3] = pipe2(0)

# pipe2 pipe2.flags
[s0, s1] = pipe2(1)

# poll poll.connected
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
poll(s1, POLLIN|POLLPRI|POLLOUT|POLLRDHUP, 0)

# poll poll.datagram
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
poll(s0, POLLIN|POLLPRI|POLLOUT|POLLRDHUP, 0)

# poll poll.file
s0 = memfd_create(0)
poll(s0, POLLIN|POLLPRI|POLLOUT|POLLRDHUP, 0)

# poll poll.fresh
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
poll(s0, POLLIN|POLLPRI|POLLOUT|POLLRDHUP, 0)

# poll poll.listener
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
listen(s0, 0)
poll(s0, POLLIN|POLLOUT|POLLRDHUP, 0)

# poll poll.negative
poll(s9999, POLLOUT, 0)

# poll poll.path
mknod("p0", REG, 0777)
s0 = open("p0", PATH|NOFOLLOW, 00)
poll(s0, POLLIN, 0)

# poll poll.pidfd.running
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
s2 = getsockopt(s1, SO_PEERPIDFD, 4)
poll(s2, POLLIN|POLLOUT, 0)

# poll poll.pipe.collected
[s0, s1] = pipe2(0)
[s2, s3] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s3, 1, 0, 0, [rights[s2]])
sendmsg(s3, 1, 1, 0, [rights[s1]])
close(s1)
close(s2)
poll(s0, POLLIN|POLLHUP, 0)

# poll poll.pipe.cut-loose
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
[s2, s3] = pipe2(0)
sendmsg(s1, 1, 0, 0, [rights[s3]])
close(s3)
recv(s0, 1, 0)
poll(s2, POLLIN, 0)

# poll poll.stuffed
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_SNDBUF, 5000)
send(s0, 9968, 0, 0)
poll(s0, POLLOUT, 0)

# poll poll.urgent
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
poll(s0, POLLPRI|POLLRDHUP, 0)

# poll poll.urgent.taken
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recvfrom(s0, 1, MSG_OOB)
poll(s0, POLLIN|POLLPRI, 0)

# poll poll.whole-time
[s0, s1] = pipe2(0)
poll(s0, POLLHUP, 1)

# port_range sysctl.by-another-uid
become({uid 1000/1001/1000 gid 0/0/0 groups [] caps all})
port_range(12197, 12297)

# port_range sysctl.denied
become({uid 1001/1000/1001 gid 0/0/0 groups [] caps none})
port_range(2058, 2158)

# port_range sysctl.port-range.privileged
port_range(1023, 1123)

# port_range sysctl.port-range.reversed
port_range(1025, 1024)

# port_range sysctl.port-range.values
port_range(65000, 0)

# port_start sysctl.by-another-uid
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps all})
port_start(2000)

# port_start sysctl.denied
become({uid 1000/1000/0 gid 0/0/0 groups [] caps none})
port_start(32768)

# port_start sysctl.port-start.local
port_start(32769)

# port_start sysctl.port-start.range
port_start(65536)

# pread fd.not-open
pread(s0, 1, 0)

# pread file.positioned
s0 = memfd_create(0)
pread(s0, 1, 0)

# pread pread.negative
s0 = memfd_create(0)
pread(s0, 1, -1)

# pread pread.unseekable
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
pread(s1, 1, 0)

# pread pread.unseekable.nothing
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
pread(s0, 0, 0)

# pwrite fd.not-open
pwrite(s0, 1, 0, 0)

# pwrite file.positioned
s0 = memfd_create(0)
pwrite(s0, 1, 0, 0)

# pwrite pwrite.direction
s0 = memfd_create(0)
s1 = reopen(s0, RDONLY)
pwrite(s1, 1, 0, 0)

# pwrite pwrite.negative
s0 = memfd_create(0)
pwrite(s0, 1, 0, -1)

# pwrite pwrite.unseekable
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
pwrite(s0, 1, 0, 0)

# pwrite pwrite.unseekable.nothing
[s4, s5] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
pwrite(s4, 0, 0, 0)

# read fd.not-open
read(s0, 1)

# read file.offset
s2 = memfd_create(0)
read(s2, 1)

# read pipe.bytes
[s0, s1] = pipe2(0)
write(s1, 1, 0)
read(s0, 1)

# read pipe.end
[s2, s3] = pipe2(0)
close(s3)
read(s2, 1)

# read read.direction
[s2, s3] = pipe2(0)
read(s3, 1)

# read read.pidfd
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
s2 = getsockopt(s0, SO_PEERPIDFD, 4)
read(s2, 1)

# read read.pipe.empty
[s2, s3] = pipe2(O_NONBLOCK)
read(s2, 1)

# read read.socket.nothing
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
read(s1, 0)

# read recv.after-close
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
close(s0)
read(s1, 1)

# read recv.bytes
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
read(s1, 1)

# read recv.datagram
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s0, 1, 0, 0)
read(s1, 1)

# read recv.datagram.empty
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s1, 0, 0, 0)
read(s0, 1)

# read recv.datagram.end
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, SHUT_RDWR)
read(s0, 1)

# read recv.datagram.peer-closed
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM|SOCK_NONBLOCK, 0)
close(s1)
read(s0, 1)

# read recv.datagram.reset
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p2")
bind(s1, abstract:"l7ltp")
connect(s0, abstract:"l7ltp")
connect(s1, path:"p2")
send(s0, 1, 3, 0)
connect(s1, bytes:0000)
read(s0, 1)

# read recv.datagram.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM|SOCK_NONBLOCK, 0)
shutdown(s1, SHUT_RDWR)
read(s1, 1)

# read recv.empty
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM|SOCK_NONBLOCK, 0)
read(s0, 1)

# read recv.end
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
close(s1)
read(s0, 1)

# read recv.end.mark
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recv(s0, 1, MSG_OOB)
close(s0)
read(s1, 1)

# read recv.end.peer-shut
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
shutdown(s1, SHUT_WR)
read(s0, 1)

# read recv.end.shut
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"42d8p")
listen(s0, 0)
shutdown(s1, SHUT_RD)
connect(s1, abstract:"42d8p")
read(s1, 1)

# read recv.mark.dropped
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM|SOCK_NONBLOCK, 0)
send(s1, 1, 0, MSG_OOB)
read(s0, 1)

# read recv.mark.former
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
send(s1, 1, 1, MSG_OOB)
read(s0, 1)

# read recv.mark.inline
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_OOBINLINE, 1)
send(s1, 1, 0, MSG_OOB)
read(s0, 1)

# read recv.mark.passes
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recv(s0, 1, MSG_OOB)
send(s1, 1, 1, 0)
read(s0, 1)

# read recv.mark.skips
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
send(s1, 1, 1, 0)
read(s0, 1)

# read recv.mark.stops
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 2, 0, MSG_OOB)
read(s0, 2)

# read recv.mark.stops.taken
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 2, 0, MSG_OOB)
recv(s0, 1, MSG_OOB)
read(s0, 2)

# read recv.mark.taken
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM|SOCK_NONBLOCK, 0)
send(s1, 1, 0, MSG_OOB)
recv(s0, 1, MSG_OOB)
read(s0, 1)

# read recv.no-time
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_RCVTIMEO, -1, 16, 20000)
read(s0, 1)

# read recv.packet.unconnected
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
read(s0, 1)

# read recv.record
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s1, 1, 0, 0)
read(s0, 1)

# read recv.reset.never-accepted
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"kbm6q")
listen(s0, 0)
connect(s1, abstract:"kbm6q")
close(s0)
read(s1, 1)

# read recv.reset.unread
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, 0)
close(s0)
read(s1, 1)

# read recv.sent-before-accept
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"ltirp")
listen(s0, 0)
connect(s1, abstract:"ltirp")
send(s1, 1, 0, 0)
s2 = accept4(s0, 0)
read(s2, 1)

# read recv.sent-in-part
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 230000, 0, MSG_DONTWAIT)
read(s1, 1)

# read recv.stream.unconnected
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
read(s0, 1)

# recv fd.not-open
recv(s9999, 1, 0)

# recv fd.not-socket
s2 = memfd_create(0)
recv(s2, 1, 0)

# recv recv.after-close
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, 0)
close(s1)
recv(s0, 1, 0)

# recv recv.all
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
recv(s1, 1, MSG_WAITALL)

# recv recv.all.end
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
shutdown(s0, SHUT_WR)
recv(s1, 2, MSG_WAITALL)

# recv recv.all.stops-at-rights
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [rights[s0]])
recv(s1, 2, MSG_WAITALL)

# recv recv.creds.part-or-join
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_PASSCRED, 1)
send(s1, 2, 0, MSG_OOB)
send(s1, 1, 1, MSG_OOB)
recv(s0, 2, 0)

# recv recv.datagram
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s0, 1, 0, 0)
recv(s1, 1, 0)

# recv recv.datagram.empty
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s1, 0, 0, 0)
recv(s0, 1, 0)

# recv recv.datagram.end
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s1, SHUT_RD)
recv(s1, 1, 0)

# recv recv.datagram.peer-closed
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
close(s1)
recv(s0, 1, MSG_DONTWAIT)

# recv recv.datagram.reset
s1 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s1, path:"p2")
[s2, s3] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s3, 1, 0, 0)
connect(s2, path:"p2")
recv(s3, 1, 0)

# recv recv.datagram.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s1, SHUT_RDWR)
recv(s1, 1, MSG_DONTWAIT)

# recv recv.end
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
close(s1)
recv(s0, 1, 0)

# recv recv.end.mark
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
[s2, s3] = recvmsg(s0, 1, MSG_OOB, 32)
close(s0)
recv(s1, 1, 0)

# recv recv.end.shut
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"42d8p")
listen(s0, 0)
shutdown(s1, SHUT_RD)
connect(s1, abstract:"42d8p")
recv(s1, 1, 0)

# recv recv.handed-on
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps all})
sendmsg(s0, 2, 0, 0, [rights[s1]])
[s2] = recvmsg(s1, 1, 0, 76)
recv(s1, 1, 0)

# recv recv.hurried-by-the-file
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM|SOCK_NONBLOCK, 0)
recv(s1, 1, 0)

# recv recv.mark.dropped
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recv(s0, 1, MSG_DONTWAIT)

# recv recv.mark.inline
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_OOBINLINE, 1)
send(s1, 1, 0, MSG_OOB)
recv(s0, 1, 0)

# recv recv.mark.passes
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recvfrom(s0, 1, MSG_OOB)
send(s1, 1, 1, 0)
recv(s0, 1, 0)

# recv recv.mark.peek
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
send(s1, 1, 1, 0)
recv(s0, 1, MSG_PEEK)

# recv recv.mark.skips
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
send(s1, 1, 1, 0)
recv(s0, 1, 0)

# recv recv.mark.stops
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 2, 0, MSG_OOB)
recv(s0, 2, 0)

# recv recv.mark.stops.taken
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 2, 0, MSG_OOB)
recv(s0, 1, MSG_OOB)
recv(s0, 2, 0)

# recv recv.mark.taken
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recv(s0, 1, MSG_OOB)
recv(s0, 1, MSG_DONTWAIT)

# recv recv.no-time
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_RCVTIMEO, -1, 16, 20000)
recv(s0, 1, 0)

# recv recv.nothing-asked
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, 0)
recv(s0, 0, 0)

# recv recv.nowhere
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, 0)
recv(s0, 1, 0, nowhere)

# recv recv.packet.unconnected
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
recv(s0, 1, 0)

# recv recv.peek
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s1, 1, 0, 0)
recv(s0, 1, MSG_PEEK)

# recv recv.peek-offset.beyond
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_PEEK_OFF, 15)
send(s1, 1, 0, 0)
recv(s0, 1, MSG_PEEK|MSG_DONTWAIT)

# recv recv.peek-offset.end
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_PEEK_OFF, 17)
sendmsg(s1, 1, 0, 0, [])
shutdown(s0, SHUT_RDWR)
recv(s0, 1, MSG_PEEK)

# recv recv.peek-offset.front
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_PEEK_OFF, 0)
sendmsg(s1, 1, 0, 0, [])
recv(s0, 1, MSG_PEEK)

# recv recv.peek-offset.rest
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_PEEK_OFF, 1)
send(s1, 2, 0, 0)
recv(s0, 1, MSG_PEEK|MSG_TRUNC)

# recv recv.peek-urgent.nothing
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recv(s0, 1, MSG_PEEK|MSG_DONTWAIT)

# recv recv.record.end-at-once
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
shutdown(s0, SHUT_RDWR)
recv(s0, 1, MSG_DONTWAIT)

# recv recv.record.reset
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s1, 1, 0, 0)
send(s0, 1, 1, 0)
close(s1)
recv(s0, 1, 0)

# recv recv.reset.never-accepted
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"kbm6q")
listen(s0, 0)
connect(s1, abstract:"kbm6q")
close(s0)
recv(s1, 1, 0)

# recv recv.rights.barrier-unseen
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [rights[s0]])
send(s0, 1, 1, 0)
recv(s1, 2, 0)

# recv recv.sent-before-accept
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"ltirp")
listen(s0, 0)
connect(s1, abstract:"ltirp")
send(s1, 1, 0, 0)
s2 = accept4(s0, 0)
recv(s2, 1, 0)

# recv recv.sent-in-part
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 230000, 0, MSG_DONTWAIT, [])
recv(s1, 1, 0)

# recv recv.stream.trunc
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
write(s0, 1, 0)
recv(s1, 1, MSG_TRUNC)

# recv recv.stream.unconnected
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
recv(s0, 1, 0)

# recv recv.trunc
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s0, 1, 0, 0)
recv(s1, 1, MSG_TRUNC)

# recv recv.urgent.inline
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_OOBINLINE, 1)
recv(s0, 1, MSG_OOB)

# recv recv.urgent.none
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
recv(s0, 1, MSG_OOB)

# recv recv.urgent.peek
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recv(s0, 1, MSG_OOB|MSG_PEEK)

# recv recv.urgent.unsupported
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
recv(s0, 1, MSG_OOB)

# recv recvmsg.urgent.alone
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s1, 1, 0, MSG_OOB, [rights[s0]])
recv(s0, 1, MSG_OOB)

# recvfrom address.cut
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p2")
sendto(s0, 1, 0, 0, path:"p2")
recvfrom(s0, 1, 0, 3)

# recvfrom fd.not-open
recvfrom(s9999, 1, 0)

# recvfrom fd.not-socket
s2 = memfd_create(0)
recvfrom(s2, 1, 0)

# recvfrom recv.after-close
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, 0)
close(s1)
recvfrom(s0, 1, 0)

# recvfrom recv.all
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
recvfrom(s1, 1, MSG_WAITALL)

# recvfrom recv.all.end
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
shutdown(s0, SHUT_WR)
recvfrom(s1, 2, MSG_WAITALL)

# recvfrom recv.all.stops-at-rights
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
s4 = socket(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [rights[s4]])
recvfrom(s1, 2, MSG_WAITALL)

# recvfrom recv.creds.part-or-join
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_PASSCRED, 1)
send(s1, 2, 0, MSG_OOB)
send(s1, 1, 1, MSG_OOB)
recvfrom(s0, 2, 0)

# recvfrom recv.datagram.empty
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s1, 0, 0, 0)
recvfrom(s0, 1, 0)

# recvfrom recv.datagram.end
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, SHUT_RDWR)
recvfrom(s0, 1, 0)

# recvfrom recv.datagram.peer-closed
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
close(s1)
recvfrom(s0, 1, MSG_DONTWAIT)

# recvfrom recv.datagram.reset
s1 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s1, path:"p2")
[s2, s3] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s3, 1, 0, 0)
connect(s2, path:"p2")
recvfrom(s3, 1, 0)

# recvfrom recv.datagram.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s1, SHUT_RDWR)
recvfrom(s1, 1, MSG_DONTWAIT)

# recvfrom recv.end.mark
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recv(s0, 1, MSG_OOB)
close(s0)
recvfrom(s1, 1, 0)

# recvfrom recv.end.peer-shut
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
shutdown(s1, SHUT_RD)
recvfrom(s1, 1, 0)

# recvfrom recv.end.shut
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"42d8p")
listen(s0, 0)
shutdown(s1, SHUT_RD)
connect(s1, abstract:"42d8p")
recvfrom(s1, 1, 0)

# recvfrom recv.handed-on
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
[s2, s3] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s2, 1, 0, 0, [rights[s1]])
become({uid 1001/1001/0 gid 0/0/0 groups [] caps all})
[s4] = recvmsg(s3, 1, 0, 1028)
send(s0, 1, 1, 0)
recvfrom(s4, 1, 0)

# recvfrom recv.hurried-by-the-file
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM|SOCK_NONBLOCK, 0)
recvfrom(s1, 1, 0)

# recvfrom recv.mark.dropped
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recvfrom(s0, 1, MSG_DONTWAIT)

# recvfrom recv.mark.inline
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_OOBINLINE, 1)
send(s1, 1, 0, MSG_OOB)
recvfrom(s0, 1, 0)

# recvfrom recv.mark.passes
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recv(s0, 1, MSG_OOB)
send(s1, 1, 1, 0)
recvfrom(s0, 1, 0)

# recvfrom recv.mark.peek
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
send(s1, 1, 1, 0)
recvfrom(s0, 1, MSG_PEEK)

# recvfrom recv.mark.skips
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
send(s1, 1, 1, 0)
recvfrom(s0, 1, 0)

# recvfrom recv.mark.stops
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 2, 0, MSG_OOB)
recvfrom(s0, 2, 0)

# recvfrom recv.mark.stops.taken
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 2, 0, MSG_OOB)
[s2, s3] = recvmsg(s0, 1, MSG_OOB, 64)
recvfrom(s0, 1, MSG_PEEK)

# recvfrom recv.mark.taken
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
[s2, s3] = recvmsg(s0, 1, MSG_OOB, 32)
recvfrom(s0, 1, MSG_DONTWAIT)

# recvfrom recv.no-time
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_RCVTIMEO, -1000)
recvfrom(s0, 1, 0)

# recvfrom recv.nothing-asked
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [])
recvfrom(s1, 0, 0)

# recvfrom recv.packet.unconnected
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
recvfrom(s0, 1, 0)

# recvfrom recv.peek
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, 0)
recvfrom(s0, 1, MSG_PEEK)

# recvfrom recv.peek-offset.beyond
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_PEEK_OFF, 1000)
send(s1, 1, 0, 0)
recvfrom(s0, 1, MSG_PEEK|MSG_DONTWAIT)

# recvfrom recv.peek-offset.end
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_PEEK_OFF, 17)
sendmsg(s1, 1, 0, 0, [])
shutdown(s0, SHUT_RDWR)
recvfrom(s0, 1, MSG_PEEK)

# recvfrom recv.peek-offset.front
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_PEEK_OFF, 0)
send(s1, 1, 0, 0)
recvfrom(s0, 1, MSG_PEEK)

# recvfrom recv.peek-offset.rest
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_PEEK_OFF, 1)
send(s1, 2, 0, 0)
recvfrom(s0, 1, MSG_PEEK|MSG_TRUNC)

# recvfrom recv.peek-urgent.nothing
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recvfrom(s0, 1, MSG_PEEK|MSG_DONTWAIT)

# recvfrom recv.record.end-at-once
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
close(s0)
recvfrom(s1, 1, MSG_DONTWAIT)

# recvfrom recv.record.reset
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s1, 1, 0, 0)
send(s0, 1, 1, 0)
close(s1)
recvfrom(s0, 1, 0)

# recvfrom recv.reset.never-accepted
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"kbm6q")
listen(s0, 0)
connect(s1, abstract:"kbm6q")
close(s0)
recvfrom(s1, 1, 0)

# recvfrom recv.rights.barrier-unseen
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s1, 1, 0, 0, [rights[s1]])
send(s1, 1, 1, 0)
recvfrom(s0, 2, 0)

# recvfrom recv.sent-before-accept
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"ltirp")
listen(s0, 0)
connect(s1, abstract:"ltirp")
send(s1, 1, 0, 0)
s2 = accept4(s0, 0)
recvfrom(s2, 1, 0)

# recvfrom recv.sent-in-part
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 230000, 0, MSG_DONTWAIT, [])
recvfrom(s1, 1, 0)

# recvfrom recv.stream.trunc
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
write(s0, 1, 0)
recvfrom(s1, 1, MSG_TRUNC)

# recvfrom recv.stream.unconnected
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
recvfrom(s0, 1, 0)

# recvfrom recv.trunc
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s1, 1, 0, 0)
recvfrom(s0, 1, MSG_TRUNC)

# recvfrom recv.urgent.inline
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_OOBINLINE, 1)
recvfrom(s0, 1, MSG_OOB)

# recvfrom recv.urgent.none
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
recvfrom(s0, 1, MSG_OOB)

# recvfrom recv.urgent.peek
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recvfrom(s0, 1, MSG_OOB|MSG_PEEK)

# recvfrom recv.urgent.unsupported
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
recvfrom(s0, 1, MSG_OOB)

# recvmsg address.cut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s1, 1, 0, 0)
bind(s1, abstract:"25zdqa")
recvmsg(s0, 1, 0, 1100, 5)

# recvmsg fd.not-open
recvmsg(s9999, 1, 0, 35)

# recvmsg fd.not-socket
[s2, s3] = pipe2(0)
recvmsg(s3, 1, 0, 15)

# recvmsg recv.all
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
write(s1, 1, 0)
recvmsg(s0, 1, MSG_WAITALL, 40)

# recvmsg recv.all.end
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
shutdown(s0, SHUT_WR)
recvmsg(s1, 2, MSG_WAITALL, 0)

# recvmsg recv.all.stops-at-rights
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [rights[s0]])
[s2] = recvmsg(s1, 2, MSG_WAITALL, 24)

# recvmsg recv.creds.part-or-join
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSCRED, 1)
sendmsg(s0, 1, 0, 0, [])
sendmsg(s0, 1, 1, 0, [])
recvmsg(s1, 2, 0, 28)

# recvmsg recv.datagram.empty
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s0, 0, 0, 0)
recvmsg(s1, 1, 0, 0)

# recvmsg recv.datagram.end
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s1, SHUT_RD)
recvmsg(s1, 1, 0, 28)

# recvmsg recv.datagram.peer-closed
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
close(s0)
recvmsg(s1, 1, MSG_DONTWAIT, 0)

# recvmsg recv.datagram.reset
[s2, s3] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s3, 1, 0, 0)
connect(s2, bytes:0000)
recvmsg(s3, 1, 0, 46)

# recvmsg recv.datagram.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s1, SHUT_RDWR)
[s2] = recvmsg(s1, 1, MSG_DONTWAIT, 64)

# recvmsg recv.end.mark
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recvfrom(s0, 1, MSG_OOB)
close(s0)
[s2, s3, s4, s5, s6, s7, s8, s9] = recvmsg(s1, 1, 0, 64)

# recvmsg recv.end.peer-shut
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
shutdown(s1, SHUT_RDWR)
recvmsg(s0, 1, 0, 24)

# recvmsg recv.end.shut
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"ijckp\x00")
listen(s0, 0)
shutdown(s1, SHUT_RD)
connect(s1, abstract:"ijckp\x00")
[s3, s4, s5, s6, s7, s8, s9, s10] = recvmsg(s1, 1, 0, 64)

# recvmsg recv.handed-on
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps all})
sendmsg(s0, 2, 0, 0, [rights[s1]])
[s2] = recvmsg(s1, 1, 0, 76)
recvmsg(s1, 1, 0, 256)

# recvmsg recv.hurried-by-the-file
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET|SOCK_NONBLOCK, 0)
recvmsg(s1, 1, 0, 256)

# recvmsg recv.mark.former
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
send(s1, 1, 1, MSG_OOB)
[s2, s3, s4, s5, s6, s7, s8, s9] = recvmsg(s0, 1, 0, 64)

# recvmsg recv.mark.inline
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_OOBINLINE, 1)
send(s1, 1, 0, MSG_OOB)
[s2, s3, s4, s5, s6, s7, s8, s9] = recvmsg(s0, 1, 0, 64)

# recvmsg recv.mark.passes
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recv(s0, 1, MSG_OOB)
send(s1, 1, 1, 0)
[s2, s3, s4, s5, s6, s7, s8, s9] = recvmsg(s0, 1, 0, 64)

# recvmsg recv.mark.peek
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
send(s1, 1, 1, 0)
[s2, s3, s4, s5, s6, s7, s8, s9] = recvmsg(s0, 1, MSG_PEEK, 64)

# recvmsg recv.mark.skips
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
send(s1, 1, 1, 0)
[s2, s3, s4, s5, s6, s7, s8, s9] = recvmsg(s0, 1, 0, 64)

# recvmsg recv.mark.stops
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 2, 0, MSG_OOB)
[s2, s3, s4, s5, s6, s7, s8, s9] = recvmsg(s0, 2, 0, 64)

# recvmsg recv.mark.stops.taken
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 2, 0, MSG_OOB)
[s2, s3] = recvmsg(s0, 1, MSG_OOB, 0)
[s4, s5, s6, s7, s8, s9, s10, s11] = recvmsg(s0, 2, 0, 64)

# recvmsg recv.mark.taken
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recvfrom(s0, 1, MSG_OOB)
[s2, s3, s4, s5, s6, s7, s8, s9] = recvmsg(s0, 1, MSG_DONTWAIT, 64)

# recvmsg recv.no-time
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_RCVTIMEO, -1000)
recvmsg(s0, 1, 0, 64)

# recvmsg recv.packet.unconnected
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
recvmsg(s0, 1, 0, 0)

# recvmsg recv.peek-offset.beyond
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_PEEK_OFF, 14)
send(s1, 1, 0, 0)
[s2] = recvmsg(s0, 1, MSG_PEEK|MSG_DONTWAIT, 64)

# recvmsg recv.peek-offset.end
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_PEEK_OFF, 17)
sendmsg(s1, 1, 0, 0, [])
shutdown(s0, SHUT_RDWR)
recvmsg(s0, 1, MSG_PEEK, 0)

# recvmsg recv.peek-offset.front
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_PEEK_OFF, 0)
send(s1, 1, 0, 0)
[s2] = recvmsg(s0, 1, MSG_PEEK, 64)

# recvmsg recv.peek-offset.rest
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_PEEK_OFF, 1)
send(s1, 2, 0, 0)
recvmsg(s0, 1, MSG_PEEK|MSG_TRUNC, 0)

# recvmsg recv.peek-urgent.nothing
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
[s2, s3, s4, s5, s6, s7, s8, s9] = recvmsg(s0, 1, MSG_PEEK|MSG_DONTWAIT, 64)

# recvmsg recv.record.end-at-once
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
close(s0)
recvmsg(s1, 1, MSG_DONTWAIT, 0)

# recvmsg recv.record.reset
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendto(s1, 1, 0, 0, abstract:"a1w6px")
send(s0, 1, 1, 0)
close(s0)
recvmsg(s1, 1, 0, 24)

# recvmsg recv.reset.never-accepted
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"kbm6q")
listen(s0, 0)
connect(s1, abstract:"kbm6q")
close(s0)
recvmsg(s1, 1, 0, 0)

# recvmsg recv.rights.barrier-unseen
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [rights[s0]])
send(s0, 1, 1, 0)
recvmsg(s1, 2, 0, 0)

# recvmsg recv.sent-before-accept
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p2")
listen(s0, 0)
connect(s1, path:"p2")
sendmsg(s1, 1, 0, 0, [])
s2 = accept4(s0, 0)
[s3] = recvmsg(s2, 1, 0, 96)

# recvmsg recv.sent-in-part
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 230000, 0, MSG_DONTWAIT)
[s2, s3] = recvmsg(s1, 1, 0, 64)

# recvmsg recv.stream.trunc
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
recvmsg(s1, 1, MSG_TRUNC, 0)

# recvmsg recv.stream.unconnected
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
recvmsg(s0, 1, 0, 0)

# recvmsg recv.trunc
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s0, 1, 0, 0)
recvmsg(s1, 1, MSG_TRUNC, 0)

# recvmsg recv.urgent.inline
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_OOBINLINE, 1)
[s2, s3] = recvmsg(s0, 1, MSG_OOB, 17)

# recvmsg recv.urgent.none
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
[s2, s3] = recvmsg(s0, 1, MSG_OOB, 39)

# recvmsg recv.urgent.peek
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
[s2, s3] = recvmsg(s0, 1, MSG_OOB|MSG_PEEK, 75)

# recvmsg recv.urgent.unsupported
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
[s2, s3] = recvmsg(s1, 1, MSG_OOB, 57)

# recvmsg recvmsg.cloexec
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s0, 1, 0, 0, [rights[s0]])
[s2, s3, s4] = recvmsg(s1, 1, MSG_CMSG_CLOEXEC, 31)

# recvmsg recvmsg.creds.again
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSCRED, 1)
send(s0, 2, 0, 0)
recv(s1, 1, 0)
[s2, s3] = recvmsg(s1, 1, 0, 64)

# recvmsg recvmsg.creds.end
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
close(s0)
setsockopt(s1, SO_PASSCRED, 1)
recvmsg(s1, 1, 0, 75)

# recvmsg recvmsg.creds.last-claim
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s1, SO_PASSCRED, 1)
sendmsg(s0, 1, 0, 0, [creds(pid(0), 0, 0), creds(pid(0), 1000, 0)])
recvmsg(s1, 1, 0, 64)

# recvmsg recvmsg.creds.nobody
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
setsockopt(s1, SO_PASSCRED, 1)
recvmsg(s1, 1, 0, 64)

# recvmsg recvmsg.creds.without-room
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s1, SO_PASSCRED, 1)
sendmsg(s0, 1, 0, 0, [])
recvmsg(s1, 1, 0, 0)

# recvmsg recvmsg.inq
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_INQ, 1)
send(s1, 1, 0, 0)
recvmsg(s0, 1, 0, 66)

# recvmsg recvmsg.order
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_INQ, 1)
sendmsg(s1, 1, 0, 0, [rights[s1]])
[s2, s3] = recvmsg(s0, 1, 0, 41)

# recvmsg recvmsg.pidfd.again
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSPIDFD, 1)
send(s0, 2, 0, 0)
recvmsg(s1, 1, 0, 32)
recvmsg(s1, 1, 0, 31)

# recvmsg recvmsg.pidfd.claimed
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s1, SO_PASSPIDFD, 1)
sendmsg(s0, 1, 0, 0, [creds(1, 1000, 0)])
recvmsg(s1, 1, 0, 44)

# recvmsg recvmsg.pidfd.cut
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSPIDFD, 1)
sendmsg(s0, 1, 0, 0, [rights[s1]])
[s2, s3] = recvmsg(s1, 1, 0, 28)

# recvmsg recvmsg.pidfd.nobody
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s0, 1, 0, 0, [])
setsockopt(s1, SO_PASSPIDFD, 1)
[s2] = recvmsg(s1, 1, 0, 80)

# recvmsg recvmsg.pidfd.peeked
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSPIDFD, 1)
send(s0, 1, 0, 0)
recvmsg(s1, 1, MSG_PEEK, 80)

# recvmsg recvmsg.rights.at-the-limit
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s0, 1, 0, 0, [rights[s1]])
limit(0)
[s4, s5] = recvmsg(s1, 1, 0, 1028)

# recvmsg recvmsg.rights.before-accept
[s0, s1] = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"otfp/")
listen(s0, 0)
connect(s1, abstract:"otfp/")
sendmsg(s1, 1, 0, 0, [rights[s1]])
s2 = accept4(s0, 0)
[s3] = recvmsg(s2, 1, 0, 96)

# recvmsg recvmsg.rights.by-name
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
s5 = open("t5", WRONLY|CREAT|APPEND, 0666)
sendmsg(s0, 1, 0, 0, [rights[s5]])
[s7, s8, s9, s10] = recvmsg(s1, 1, 0, 256)

# recvmsg recvmsg.rights.in-order
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [rights[s0, s1]])
[s2, s3] = recvmsg(s1, 1, 0, 39)

# recvmsg recvmsg.rights.of-no-bytes
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s1, 1, 0, 0, [rights[s1]])
[s2] = recvmsg(s0, 0, 0, 64)

# recvmsg recvmsg.rights.path-only
mknod("p0", REG, 0777)
s0 = open("p0", PATH|NOFOLLOW, 00)
[s3, s4] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s3, 1, 0, 0, [rights[s0]])
[s2] = recvmsg(s4, 1, 0, 24)

# recvmsg recvmsg.rights.reachable
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [rights[s1]])
close(s0)
[s2, s3] = recvmsg(s1, 1, 0, 31)

# recvmsg recvmsg.security.none
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_PASSSEC, 1)
send(s1, 1, 0, 0)
recvmsg(s0, 1, 0, 4)

# rename rename.denied
mkdir("d", 0777)
symlink("d", "l")
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps FOWNER+CHOWN+NET_ADMIN+NET_RAW})
rename("l", "d/p0")

# rename rename.eacces
mkdir("d", 0777)
chmod("d", 0600)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
rename("d/loop", "d/d")

# rename rename.eloop
symlink("loop", "loop")
rename("loop/x", "d/new")

# rename rename.enametoolong
rename("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", "p1")

# rename rename.enoent
rename("p1", "p0")

# rename rename.enotdir
mknod("d", FIFO, 00)
rename("d/p0", "l")

# rename rename.over-directory
mkdir("d", 0777)
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"d/p0")
mkdir("d/p1", 0777)
rename("d/p0", "d/p1")

# rename rename.sticky
mkdir("d", 0777)
chmod("d", 01777)
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"d/p0")
become({uid 0/1000/1000 gid 0/0/0 groups [] caps none})
rename("d/p0", "p1")

# reopen fd.limit
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
limit(0)
s2 = reopen(s1, RDONLY)

# reopen open.dead-socket
mknod("p0", SOCK, 0777)
s0 = open("p0", PATH, 00)
s1 = reopen(s0, RDONLY|TRUNC|APPEND|CLOEXEC)

# reopen open.directory-write
mkdir("p0", 0777)
s0 = open("p0", PATH|NOFOLLOW, 00)
s1 = reopen(s0, RDWR|TRUNC|APPEND)

# reopen open.link
symlink("p0", "link")
s0 = open("link", PATH|NOFOLLOW, 00)
s1 = reopen(s0, RDONLY)

# reopen open.noatime
mknod("p0", REG, 0777)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
s0 = open("p0", PATH|NOFOLLOW, 00)
s1 = reopen(s0, RDONLY|NOATIME)

# reopen open.noatime.socket
mknod("p0", SOCK, 0777)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
s0 = open("p0", PATH|NOFOLLOW, 00)
s1 = reopen(s0, RDONLY|NOATIME)

# reopen open.not-directory
mknod("p0", SOCK, 0777)
s0 = open("p0", PATH, 00)
s1 = reopen(s0, RDWR|TRUNC|APPEND|DIRECTORY)

# reopen open.opened
mknod("p0", REG, 0777)
s0 = open("p0", PATH|NOFOLLOW, 00)
s1 = reopen(s0, RDONLY)

# reopen open.path
mknod("p0", SOCK, 0777)
s0 = open("p0", PATH, 00)
s1 = reopen(s0, PATH)

# reopen open.permission
mknod("p0", REG, 0777)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps all-NET_BIND_SERVICE-DAC_OVERRIDE-DAC_READ_SEARCH-CHOWN-NET_ADMIN})
s0 = open("p0", PATH|NOFOLLOW, 00)
s1 = reopen(s0, RDONLY|TRUNC|APPEND|NONBLOCK)

# reopen open.socket
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"p0")
s1 = open("p0", PATH|NOFOLLOW, 00)
s2 = reopen(s1, WRONLY|TRUNC|CLOEXEC|NOATIME)

# reopen reopen.not-directory
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
s1 = reopen(s0, WRONLY|TRUNC|NONBLOCK|DIRECTORY|PATH)

# reopen reopen.path
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
s2 = reopen(s0, PATH)

# reopen reopen.socket
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
s1 = reopen(s0, RDWR|APPEND|NONBLOCK)

# rmdir name.removed
mkdir("l", 0340)
rmdir("l")

# rmdir rmdir.denied
mkdir("d", 0777)
symlink("loop", "d/loop")
become({uid 1001/1001/1000 gid 0/0/0 groups [] caps NET_BIND_SERVICE+DAC_READ_SEARCH+FOWNER+CHOWN+FSETID+SETGID+NET_RAW+KILL})
rmdir("d/loop")

# rmdir rmdir.eacces
mkdir("d", 0777)
chmod("d", 0500)
become({uid 0/1000/1000 gid 0/0/0 groups [] caps all-NET_BIND_SERVICE-DAC_OVERRIDE-DAC_READ_SEARCH-FOWNER-SYS_ADMIN-NET_ADMIN-NET_RAW-KILL})
rmdir("d/new")

# rmdir rmdir.eloop
symlink("loop", "loop")
rmdir("loop/x")

# rmdir rmdir.enametoolong
rmdir("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")

# rmdir rmdir.enoent
rmdir("d/p0")

# rmdir rmdir.enotdir
mknod("p0", SOCK, 0777)
rmdir("p0/x")

# rmdir rmdir.full
mkdir("d", 0777)
symlink("loop", "d/loop")
rmdir("d")

# rmdir rmdir.kind
mknod("l", SOCK, 0200)
rmdir("l")

# rmdir rmdir.sticky
mkdir("d", 0777)
chmod("d", 01733)
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"d/p0")
rename("d/p0", "d/p1")
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})
rmdir("d/p1")

# scm_fds scm_fds.embryos
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"etbgq.")
listen(s0, 0)
scm_fds(s0)

# scm_fds scm_fds.not-open
scm_fds(s2)

# scm_fds scm_fds.waiting
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
scm_fds(s1)

# send fd.not-open
send(s9999, 1, 0, 0)

# send fd.not-socket
[s0, s1] = pipe2(0)
send(s0, 1, 0, 0)

# send send.datagram.full
[s0, s2] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"7sbuq")
connect(s2, abstract:"7sbuq")
send(s2, 1, 0, 0)
send(s2, 1, 1, 0)
send(s2, 1, 2, 0)
send(s2, 1, 3, 0)
send(s2, 1, 4, 0)
send(s2, 1, 5, 0)
send(s2, 1, 6, 0)
send(s2, 1, 7, 0)
send(s2, 1, 8, 0)
send(s2, 1, 9, 0)
send(s2, 1, 10, 0)
send(s2, 1, 11, MSG_DONTWAIT)

# send send.datagram.itself
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"57esp\xff")
connect(s0, abstract:"57esp\xff")
send(s0, 1, 0, 0)

# send send.datagram.largest
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s1, SO_SNDBUF, 16384)
send(s1, 32736, 0, 0)

# send send.datagram.no-time
[s0, s2] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"l8zeq")
connect(s2, abstract:"l8zeq")
setsockopt(s2, SO_SNDTIMEO, -1000)
send(s2, 1, 0, 0)
send(s2, 1, 1, 0)
send(s2, 1, 2, 0)
send(s2, 1, 3, 0)
send(s2, 1, 4, 0)
send(s2, 1, 5, 0)
send(s2, 1, 6, 0)
send(s2, 1, 7, 0)
send(s2, 1, 8, 0)
send(s2, 1, 9, 0)
send(s2, 1, 10, 0)
send(s2, 1, 11, 0)

# send send.datagram.peer-closed
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
close(s1)
send(s0, 1, 0, 0)

# send send.datagram.peer-deaf
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s1, SHUT_RD)
send(s0, 1, 0, 0)

# send send.datagram.peer-without-its-name
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"n5")
connect(s1, path:"n5")
rename("n5", "m2")
send(s1, 1, 0, 0)

# send send.datagram.peers
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s0, 1, 0, 0)
send(s0, 1, 1, 0)
send(s0, 1, 2, 0)
send(s0, 1, 3, 0)
send(s0, 1, 4, 0)
send(s0, 1, 5, 0)
write(s0, 1, 6)
send(s0, 1, 7, 0)
send(s0, 1, 8, 0)
send(s0, 1, 9, 0)
send(s0, 1, 10, 0)
send(s0, 1, 11, 0)

# send send.datagram.reset
[s2, s3] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s3, 1, 0, 0)
connect(s2, bytes:0000)
send(s3, 1, 1, 0)

# send send.datagram.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, SHUT_RDWR)
send(s0, 1, 0, 0)

# send send.datagram.third-party
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"bqeqp")
[s1, s2] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
connect(s2, abstract:"bqeqp")
send(s1, 1, 0, 0)

# send send.datagram.too-large
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 5000)
send(s0, 9969, 0, 0)

# send send.datagram.unconnected
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
send(s0, 1, 0, 0)

# send send.datagram.unconnected-or-shut
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, SHUT_RDWR)
send(s0, 1, 0, 0)

# send send.handed-on
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
[s2, s3] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s2, 1, 0, 0, [rights[s1]])
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps all})
[s4] = recvmsg(s3, 1, 0, 1028)
send(s4, 1, 1, 0)

# send send.hurried-by-the-file
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM|SOCK_NONBLOCK, 0)
setsockopt(s0, SO_SNDBUF, 4096)
sendmsg(s0, 7500, 0, 0, [])
send(s0, 1, 1, 0)

# send send.nowhere
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, 0, nowhere)

# send send.packet.reset
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s1, 1, 0, 0)
close(s0)
send(s1, 1, 1, 0)

# send send.packet.too-large
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_SNDBUF, 8000)
send(s0, 15969, 0, 0)

# send send.packet.unconnected
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
send(s0, 1, 0, 0)

# send send.peer-deaf
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"4prkq")
listen(s0, 0)
shutdown(s1, SHUT_RD)
connect(s1, abstract:"4prkq")
s2 = accept4(s0, 0)
send(s2, 1, 0, 0)

# send send.record.end
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s0, 1, 0, MSG_EOR)

# send send.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
shutdown(s0, SHUT_WR)
send(s0, 1, 0, 0)

# send send.sigpipe.silenced
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
close(s1)
send(s0, 1, 0, MSG_NOSIGNAL)

# send send.stream.empty
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 0, 0, 0)

# send send.stream.no-time
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_SNDBUF, 4096)
setsockopt(s0, SO_SNDTIMEO, -1000)
write(s0, 7500, 0)
send(s0, 1, 1, 0)

# send send.stream.pieces.waiting
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 27879, 0, 0)

# send send.unconnected
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)

# send send.urgent.nothing
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 0, 0, MSG_OOB)

# send send.urgent.peer-deaf
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"jroaq")
listen(s0, 0)
shutdown(s1, SHUT_RD)
connect(s1, abstract:"jroaq")
s2 = accept4(s0, 0)
send(s2, 1, 0, MSG_OOB)

# send send.urgent.unsupported
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s1, 1, 0, MSG_OOB)

# sendmsg control.malformed
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s0, 1, 0, 0, [raw(1, 9, "00000000")])

# sendmsg creds.denied
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
become({uid 0/0/0 gid 0/0/0 groups [] caps all-DAC_OVERRIDE-CHOWN-SYS_ADMIN-KILL})
sendmsg(s0, 1, 0, 0, [creds(1, 1001, 0)])

# sendmsg creds.length
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s0, 1, 1, 0, [raw(1, 2, "0100000000000000000000000000000000000000")])

# sendmsg creds.no-process
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [creds(5000000, 0, 0)])

# sendmsg creds.unmapped
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s0, 1, 0, 0, [creds(pid(0), 4294967295, 0)])

# sendmsg fd.not-open
sendmsg(s9999, 1, 0, 0, [])

# sendmsg fd.not-socket
[s0, s1] = pipe2(0)
sendmsg(s0, 1, 0, 0, [])

# sendmsg rights.closed
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s0, 1, 0, 0, [rights[s9999]])

# sendmsg rights.too-many
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
[s4, s5] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [rights[s5, s4, s4, s4, s4, s4, s5, s4, s4, s5, s5, s5, s4, s4, s4, s5, s5, s4, s5, s4, s4, s5, s5, s4, s4, s5, s4, s5, s5, s5, s4, s5, s4, s5, s4, s5, s4, s4, s4, s5, s5, s5, s4, s5, s4, s5, s5, s5, s4, s5, s5, s5, s4, s4, s5, s5, s5, s4, s4, s5, s4, s5, s5, s5, s4, s5, s5, s4, s4, s4, s4, s5, s5, s4, s5, s5, s4, s5, s4, s4, s4, s4, s4, s4, s4, s5, s4, s4, s5, s5, s5, s5, s4, s4, s5, s4, s4, s4, s5, s5, s4, s4, s4, s5, s4, s5, s5, s5, s5, s5, s4, s5, s5, s5, s5, s5, s4, s5, s4, s5, s5, s5, s5, s4, s5, s5, s4, s5, s5, s4, s4, s5, s5, s4, s4, s4, s4, s5, s4, s4, s4, s5, s4, s5, s5, s4, s4, s4, s5, s5, s4, s5, s4, s5, s5, s5, s4, s5, s5, s5, s5, s5, s4, s4, s5, s4, s4, s4, s4, s4, s4, s5, s4, s5, s5, s4, s4, s5, s5, s4, s4, s4, s4, s4, s5, s5, s5, s4, s4, s4, s4, s4, s4, s4, s5, s4, s4, s4, s5, s4, s4, s4, s4, s5, s4, s5, s5, s5, s4, s4, s4, s5, s5, s5, s4, s4, s4, s4, s5, s5, s4, s5, s4, s5, s5, s5, s4, s4, s5, s5, s4, s4, s4, s4, s5, s4, s4, s5, s5, s5, s5, s4, s4, s4, s4, s4, s4, s4, s5, s4, s4, s4, s5], rights[s5]])

# sendmsg rights.too-many-in-flight
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
[s4, s5] = socketpair(AF_UNIX, SOCK_STREAM, 0)
flights(2)
become({uid 30838/30838/30838 gid 0/0/0 groups [] caps NET_ADMIN})
sendmsg(s4, 1, 0, 0, [rights[s5, s5, s5]])
sendmsg(s0, 1, 1, 0, [rights[s0]])

# sendmsg send.addressed.connected
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s1, 1, 0, 0, [], path:"p0")

# sendmsg send.addressed.unconnected
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [], abstract:"iqqaq")

# sendmsg send.datagram.empty
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s1, 0, 0, 0, [])

# sendmsg send.datagram.full
[s0, s2] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"7sbuq")
connect(s2, abstract:"7sbuq")
send(s2, 1, 0, 0)
send(s2, 1, 1, 0)
send(s2, 1, 2, 0)
send(s2, 1, 3, 0)
send(s2, 1, 4, 0)
send(s2, 1, 5, 0)
send(s2, 1, 6, 0)
send(s2, 1, 7, 0)
send(s2, 1, 8, 0)
send(s2, 1, 9, 0)
send(s2, 1, 10, 0)
sendmsg(s2, 1, 11, MSG_DONTWAIT, [])

# sendmsg send.datagram.itself
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"4l8yp")
sendmsg(s0, 1, 0, 0, [], abstract:"4l8yp")

# sendmsg send.datagram.largest
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s1, SO_SNDBUF, 16384)
sendmsg(s1, 32736, 0, 0, [])

# sendmsg send.datagram.no-time
[s0, s2] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"l8zeq")
connect(s2, abstract:"l8zeq")
setsockopt(s2, SO_SNDTIMEO, -1000)
send(s2, 1, 0, 0)
send(s2, 1, 1, 0)
send(s2, 1, 2, 0)
send(s2, 1, 3, 0)
send(s2, 1, 4, 0)
send(s2, 1, 5, 0)
send(s2, 1, 6, 0)
send(s2, 1, 7, 0)
send(s2, 1, 8, 0)
send(s2, 1, 9, 0)
send(s2, 1, 10, 0)
sendmsg(s2, 1, 11, 0, [])

# sendmsg send.datagram.peer-closed
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
close(s1)
sendmsg(s0, 1, 0, 0, [])

# sendmsg send.datagram.peer-deaf
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s1, SHUT_RD)
sendmsg(s0, 1, 0, 0, [])

# sendmsg send.datagram.peer-without-its-name
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"n5")
connect(s1, path:"n5")
rename("n5", "m2")
sendmsg(s1, 1, 0, 0, [])

# sendmsg send.datagram.peers
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s0, 1, 0, 0)
send(s0, 1, 1, 0)
send(s0, 1, 2, 0)
send(s0, 1, 3, 0)
send(s0, 1, 4, 0)
send(s0, 1, 5, 0)
write(s0, 1, 6)
send(s0, 1, 7, 0)
send(s0, 1, 8, 0)
send(s0, 1, 9, 0)
send(s0, 1, 10, 0)
sendmsg(s0, 1, 11, 0, [])

# sendmsg send.datagram.reset
[s2, s3] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s3, 1, 0, 0)
connect(s2, bytes:0000)
sendmsg(s3, 1, 1, 0, [])

# sendmsg send.datagram.rights-refused
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"kkxmq")
setsockopt(s0, SO_PASSRIGHTS, 0)
sendmsg(s0, 1, 0, 0, [rights[s0]], abstract:"kkxmq")

# sendmsg send.datagram.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, SHUT_WR)
sendmsg(s0, 1, 0, 0, [])

# sendmsg send.datagram.third-party
[s1, s2] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
bind(s2, path:"p0")
sendmsg(s2, 1, 0, 0, [], path:"p0")

# sendmsg send.datagram.too-large
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 5000)
sendmsg(s0, 9969, 0, 0, [])

# sendmsg send.datagram.unconnected
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s0, 1, 0, 0, [])

# sendmsg send.datagram.unconnected-or-shut
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, SHUT_RDWR)
sendmsg(s0, 1, 0, 0, [])

# sendmsg send.handed-on
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
become({uid 1000/1001/1001 gid 0/0/0 groups [] caps all})
sendmsg(s0, 1, 0, 0, [rights[s0]])
[s2, s3] = recvmsg(s1, 1, 0, 72)
sendmsg(s0, 1, 1, 0, [])

# sendmsg send.hurried-by-the-file
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM|SOCK_NONBLOCK, 0)
setsockopt(s0, SO_SNDBUF, 4096)
sendmsg(s0, 7500, 0, 0, [])
sendmsg(s0, 1, 1, 0, [])

# sendmsg send.packet.reset
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s0, 1, 0, 0, [])
close(s1)
sendmsg(s0, 1, 1, 0, [])

# sendmsg send.packet.too-large
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_SNDBUF, 5000)
sendmsg(s0, 9969, 0, 0, [])

# sendmsg send.packet.unconnected
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s0, 1, 0, 0, [])

# sendmsg send.peer-closed
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
close(s1)
sendmsg(s0, 1, 0, 0, [])

# sendmsg send.peer-deaf
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"23qxpx")
listen(s0, 0)
shutdown(s1, SHUT_RD)
connect(s1, abstract:"23qxpx")
s2 = accept4(s0, 0)
sendmsg(s2, 1, 0, 0, [])

# sendmsg send.record.addressed
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s1, 1, 0, 0, [], path:"/proc/self/cwd/p1")

# sendmsg send.record.end
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s1, 1, 0, MSG_EOR, [])

# sendmsg send.rights-refused
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
[s2, s3] = pipe2(0)
setsockopt(s1, SO_PASSRIGHTS, 0)
sendmsg(s0, 1, 0, 0, [rights[s3]])

# sendmsg send.rights.by-netlink
s0 = socket(16, SOCK_RAW, 0)
sendmsg(s0, 1, 0, 0, [rights[]])

# sendmsg send.rights.by-udp
s0 = socket(AF_INET, SOCK_DGRAM, 0)
bind(s0, inet:127.0.0.1:0)
sendmsg(s0, 1, 0, 0, [rights[]], inet:127.0.0.1:9)

# sendmsg send.rights.exempt
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
flights(1)
become({uid 37849/1000/1000 gid 0/0/0 groups [] caps all})
sendmsg(s0, 1, 0, 0, [rights[s0, s1]])
sendmsg(s1, 1, 1, 0, [rights[s1]])

# sendmsg send.rights.landed
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
flights(0)
become({uid 57461/1000/1000 gid 0/0/0 groups [] caps NET_ADMIN})
sendmsg(s0, 1, 0, 0, [rights[s0]])
sendmsg(s0, 1, 1, 0, [rights[s1]])
recvmsg(s1, 1, 0, 0)
sendmsg(s0, 1, 2, 0, [rights[s0]])

# sendmsg send.rights.short
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 230000, 0, MSG_DONTWAIT, [rights[s1]])

# sendmsg send.rights.without-a-byte
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s1, 0, 0, 0, [rights[s1]])

# sendmsg send.sigpipe.silenced
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
shutdown(s1, SHUT_RD)
sendmsg(s0, 1, 0, MSG_NOSIGNAL, [])

# sendmsg send.stream.full-or-refused
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_SNDBUF, 4096)
sendmsg(s0, 1700, 4, 0, [])
sendmsg(s0, 1700, 5, MSG_DONTWAIT, [])
setsockopt(s1, SO_PASSRIGHTS, 0)
sendmsg(s0, 1, 6, MSG_DONTWAIT, [rights[s1]])

# sendmsg send.stream.no-time
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_SNDBUF, 4096)
setsockopt(s0, SO_SNDTIMEO, -1000)
sendmsg(s0, 7500, 0, 0, [])
sendmsg(s0, 1, 1, 0, [])

# sendmsg send.stream.pieces.waiting
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 27879, 0, 0, [])

# sendmsg send.unconnected
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [])

# sendmsg send.urgent.again
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s1, 1, 0, MSG_OOB, [])
sendmsg(s1, 1, 1, MSG_OOB, [])

# sendmsg send.urgent.nothing
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s1, 0, 0, MSG_OOB, [])

# sendmsg send.urgent.peer-deaf
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"b6szq\xff")
listen(s0, 0)
shutdown(s1, SHUT_RD)
connect(s1, abstract:"b6szq\xff")
s2 = accept4(s0, 0)
sendmsg(s2, 1, 0, MSG_OOB, [])

# sendmsg send.urgent.rights.before
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s1, 2, 0, MSG_OOB, [rights[s0]])

# sendmsg send.urgent.unsupported
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s1, 1, 0, MSG_OOB, [])

# sendmsg sendto.address
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s0, 1, 0, 0, [], inet:127.0.0.1:1)

# sendmsg sendto.datagram.successor
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0")
unlink("p0")
bind(s1, path:"p0")
sendmsg(s0, 1, 0, 0, [], path:"p0")

# sendmsg sendto.descriptor.closed
s1 = open("p0", PATH, 00)
s2 = socket(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s2, 1, 0, 0, [], proc:s1)

# sendmsg sendto.descriptor.nameless
[s0, s2] = socket(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s2, 1, 0, 0, [], proc:s0)

# sendmsg sendto.nobody
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s0, 1, 0, 0, [], abstract:"bgmq")

# sendmsg sendto.path.long
symlink("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", "far")
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s0, 1, 0, 0, [], path:"far/x")

# sendmsg sendto.path.loop
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
symlink("loop", "loop")
sendmsg(s0, 1, 0, 0, [], path:"loop")

# sendmsg sendto.path.missing
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s0, 1, 0, 0, [], path:"p2")

# sendmsg sendto.path.nobody
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s0, 1, 0, 0, [], path:".")

# sendmsg sendto.path.not-directory
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0")
sendmsg(s0, 1, 0, 0, [], path:"p0/p1")

# sendmsg sendto.path.permission
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s1, path:"p1")
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
sendmsg(s0, 1, 0, 0, [], path:"p1")

# sendmsg sendto.path.type
s1 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s1, path:"p0")
[s2, s3] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s2, 1, 0, 0, [], path:"p0")

# sendmsg sendto.through-a-descriptor
[s0, s2] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0")
s1 = open("p0", PATH, 00)
sendmsg(s2, 1, 0, 0, [], proc:s1)

# sendto fd.not-open
sendto(s9999, 1, 0, 0, abstract:"eeq7p")

# sendto fd.not-socket
[s0, s1] = pipe2(0)
sendto(s1, 1, 0, 0, path:"p1")

# sendto send.address-long
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
sendto(s0, 1, 0, 0, bytes:010061616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161)

# sendto send.addressed.connected
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendto(s1, 1, 0, 0, abstract:"1dzx")

# sendto send.addressed.unconnected
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
sendto(s0, 1, 0, 0, abstract:"62eup")

# sendto send.datagram.empty
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p2")
sendto(s0, 0, 0, 0, path:"p2")

# sendto send.datagram.full
[s0, s2] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"l3baq")
connect(s2, abstract:"l3baq")
send(s2, 1, 1, 0)
send(s2, 1, 2, 0)
send(s2, 1, 3, 0)
send(s2, 1, 4, 0)
send(s2, 1, 5, 0)
send(s2, 1, 6, 0)
send(s2, 1, 7, 0)
send(s2, 1, 8, 0)
send(s2, 1, 9, 0)
send(s2, 1, 10, 0)
send(s2, 1, 11, 0)
sendto(s2, 1, 12, MSG_DONTWAIT, abstract:"l3baq")

# sendto send.datagram.no-time
[s0, s2] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"l8zeq")
connect(s2, abstract:"l8zeq")
setsockopt(s2, SO_SNDTIMEO, -1000)
send(s2, 1, 0, 0)
send(s2, 1, 1, 0)
send(s2, 1, 2, 0)
send(s2, 1, 3, 0)
send(s2, 1, 4, 0)
send(s2, 1, 5, 0)
send(s2, 1, 6, 0)
send(s2, 1, 7, 0)
send(s2, 1, 8, 0)
send(s2, 1, 9, 0)
send(s2, 1, 10, 0)
sendto(s2, 1, 12, 0, abstract:"l8zeq")

# sendto send.datagram.peer-deaf
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"/proc/self/cwd/p1")
shutdown(s0, SHUT_RD)
sendto(s0, 1, 0, 0, path:"/proc/self/cwd/p1")

# sendto send.datagram.peers
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0")
bind(s1, abstract:"fgiup")
connect(s1, path:"p0")
connect(s0, abstract:"fgiup")
send(s1, 1, 0, 0)
send(s1, 1, 1, 0)
send(s1, 1, 2, 0)
write(s1, 1, 4)
write(s1, 1, 5)
send(s1, 1, 6, 0)
send(s1, 1, 7, 0)
send(s1, 1, 8, 0)
send(s1, 1, 9, 0)
send(s1, 1, 10, 0)
send(s1, 1, 11, 0)
sendto(s1, 1, 12, 0, path:"p0")

# sendto send.datagram.reset
[s2, s3] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s3, 1, 0, 0)
connect(s2, bytes:0000)
sendto(s3, 1, 1, 0, abstract:"rnrp")

# sendto send.datagram.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, SHUT_WR)
sendto(s0, 1, 0, 0, abstract:"g26xq")

# sendto send.datagram.third-party
[s1, s2] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
bind(s2, path:"p0")
sendto(s2, 1, 0, 0, path:"p0")

# sendto send.datagram.too-large
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 5000)
sendto(s0, 9969, 0, 0, abstract:"nobody")

# sendto send.handed-on
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s1, path:"p0")
become({uid 1000/1001/1001 gid 0/0/0 groups [] caps all})
sendmsg(s0, 1, 0, 0, [rights[s0]], path:"p0")
[s3, s4] = recvmsg(s1, 1, 0, 48)
sendto(s0, 1, 1, 0, path:"p0")

# sendto send.hurried-by-the-file
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
s2 = socket(AF_UNIX, SOCK_DGRAM|SOCK_NONBLOCK, 0)
bind(s0, abstract:"krurq")
connect(s2, abstract:"krurq")
send(s2, 1, 1, 0)
send(s2, 1, 2, 0)
send(s2, 1, 3, 0)
send(s2, 1, 4, 0)
send(s2, 1, 5, 0)
send(s2, 1, 6, 0)
send(s2, 1, 7, 0)
send(s2, 1, 8, 0)
send(s2, 1, 9, 0)
send(s2, 1, 10, 0)
send(s2, 1, 11, 0)
sendto(s2, 1, 12, 0, abstract:"krurq")

# sendto send.packet.reset
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s0, 1, 0, 0, [])
close(s1)
sendto(s0, 1, 1, 0, path:"p1")

# sendto send.packet.unconnected
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
sendto(s0, 1, 0, 0, abstract:"3t0pq")

# sendto send.peer-closed
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
close(s1)
sendto(s0, 1, 0, 0, abstract:"946bp")

# sendto send.peer-deaf
[s1, s2] = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s1, abstract:"50q8qx")
listen(s1, 0)
shutdown(s2, SHUT_RD)
connect(s2, abstract:"50q8qx")
s3 = accept4(s1, 0)
sendto(s3, 1, 1, 0, abstract:"nobody")

# sendto send.record.end
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendto(s1, 1, 0, MSG_EOR, abstract:"mewaq")

# sendto send.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
shutdown(s1, SHUT_RDWR)
sendto(s0, 1, 0, 0, abstract:"ao21p")

# sendto send.urgent.nothing
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendto(s1, 0, 0, MSG_OOB, abstract:"c4vh")

# sendto send.urgent.unsupported
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendto(s1, 1, 0, MSG_OOB, abstract:"emjf")

# sendto sendto.address
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
sendto(s0, 1, 0, 0, unnamed)

# sendto sendto.datagram.successor
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0")
unlink("p0")
bind(s1, path:"p0")
sendto(s1, 1, 0, 0, path:"p0")

# sendto sendto.descriptor.closed
s1 = open("p0", PATH, 00)
s2 = socket(AF_UNIX, SOCK_DGRAM, 0)
sendto(s2, 1, 0, 0, proc:s1)

# sendto sendto.descriptor.nameless
[s0, s2] = socket(AF_UNIX, SOCK_DGRAM, 0)
sendto(s2, 1, 0, 0, proc:s0)

# sendto sendto.inet.any-port
s0 = socket(AF_INET6, SOCK_DGRAM, 0)
sendto(s0, 1, 0, 0, inet6:[::1]:1)

# sendto sendto.nobody
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendto(s0, 1, 0, 0, abstract:"98wwp")

# sendto sendto.path.long
symlink("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", "far")
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
sendto(s0, 1, 0, 0, path:"far/x")

# sendto sendto.path.loop
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
symlink("loop", "loop")
sendto(s0, 1, 0, 0, path:"loop")

# sendto sendto.path.missing
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendto(s0, 1, 0, 0, path:"p0")

# sendto sendto.path.nobody
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
sendto(s0, 1, 0, 0, path:".")

# sendto sendto.path.not-directory
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0")
sendto(s0, 1, 0, 0, path:"p0/p1")

# sendto sendto.path.permission
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s1, path:"p1")
become({uid 1001/1001/1000 gid 0/0/0 groups [] caps none})
sendto(s0, 1, 0, 0, path:"p1")

# sendto sendto.path.type
s1 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s1, path:"p1")
[s2, s3] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendto(s2, 1, 0, 0, path:"p1")

# sendto sendto.through-a-descriptor
[s0, s2] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0")
s1 = open("p0", PATH, 00)
sendto(s2, 1, 0, 0, proc:s1)

# setsockopt fd.not-open
setsockopt(s9999, SO_PEERCRED, 2)

# setsockopt fd.not-socket
s2 = memfd_create(0)
setsockopt(s2, SO_ERROR, 0)

# setsockopt setsockopt.force.denied
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
become({uid 0/0/0 gid 0/0/0 groups [] caps NET_BIND_SERVICE+DAC_OVERRIDE+DAC_READ_SEARCH+FOWNER+CHOWN+FSETID+SETGID+NET_RAW+KILL})
setsockopt(s0, SO_RCVBUFFORCE, 1153)

# setsockopt setsockopt.inq.length
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_INQ, 1, 16)

# setsockopt setsockopt.inq.no-boolean
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_INQ, 2)

# setsockopt setsockopt.inq.no-stream
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s1, SO_INQ, 0)

# setsockopt setsockopt.level
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, IP_FREEBIND, 2)

# setsockopt setsockopt.no-time
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDTIMEO, -1)

# setsockopt setsockopt.pass.inet
s0 = socket(AF_INET, SOCK_DGRAM, 0)
setsockopt(s0, SO_PASSSEC, 1)

# setsockopt setsockopt.read-only
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_DOMAIN, 0)

# setsockopt setsockopt.reuseport.unix
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s1, SO_REUSEPORT, 2)

# setsockopt setsockopt.short
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_DOMAIN, 0, 2)

# setsockopt setsockopt.unknown
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_OF_NOBODY, 1)

# shutdown fd.not-open
shutdown(s9999, SHUT_WR)

# shutdown fd.not-socket
[s0, s1] = pipe2(0)
shutdown(s0, SHUT_RDWR)

# shutdown shutdown.how
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, -1)

# shutdown shutdown.inet.unconnected
s0 = socket(AF_INET6, SOCK_RAW, 253)
shutdown(s0, SHUT_RDWR)

# sigurg sigurg.none
sigurg()

# sigurg sigurg.pending
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
fcntl(s0, SETOWN, 1)
send(s1, 1, 0, MSG_OOB)
sigurg()

# socket fd.limit
limit(0)
s2 = socket(AF_UNIX, SOCK_DGRAM, 0)

# socket socket.domain
s0 = socket(99, 11, 6)

# socket socket.flags
s0 = socket(46, SOCK_STREAM|256, 0)

# socket socket.protocol
s0 = socket(AF_UNIX, SOCK_STREAM, 6)

# socket socket.raw.denied
become({uid 0/0/0 gid 0/0/0 groups [] caps DAC_OVERRIDE+FOWNER+FSETID+SETUID+SYS_ADMIN+KILL})
s0 = socket(AF_INET6, SOCK_RAW, 255)

# socket socket.type
s0 = socket(AF_UNIX, SOCK_RDM, 0)

# socket socket.type-range
s0 = socket(AF_UNIX, 15, 0)

# socketpair fd.limit
limit(1)
[s2, s3] = socketpair(AF_UNIX, SOCK_DGRAM, 0)

# socketpair socket.domain
[s0, s1] = socketpair(99, SOCK_DGRAM, 0)

# socketpair socket.flags
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM|256, 0)

# socketpair socket.protocol
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 2)

# socketpair socket.raw
[s0, s1] = socketpair(AF_UNIX, SOCK_RAW, 0)

# socketpair socket.type
[s0, s1] = socketpair(AF_UNIX, 6, 0)

# socketpair socket.type-range
[s0, s1] = socketpair(AF_UNIX, 11, 0)

# socketpair socketpair.inet
[s0, s1] = socketpair(AF_INET, SOCK_DGRAM, 0)

# socketpair socketpair.nowhere
[s3, s4] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0, nowhere)

# somaxconn sysctl.by-another-uid
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps all})
somaxconn(0)

# somaxconn sysctl.denied
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps all-NET_BIND_SERVICE-DAC_OVERRIDE-DAC_READ_SEARCH-SETUID-SYS_ADMIN-NET_ADMIN})
somaxconn(5)

# somaxconn sysctl.somaxconn.negative
somaxconn(-1)

# stat stat.eacces
mkdir("p0", 0100)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
stat("p0/x")

# stat stat.eloop
symlink("l", "l")
stat("l")

# stat stat.enametoolong
stat("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")

# stat stat.enoent
stat("l")

# stat stat.enotdir
mknod("p0", SOCK, 0777)
stat("p0/")

# stat stat.other
mkdir("d", 0777)
symlink("d", "l")
stat("l")

# stat stat.socket
mknod("p0", SOCK, 0777)
stat("p0")

# symlink symlink.denied
mkdir("d", 0777)
become({uid 0/1001/1000 gid 0/0/0 groups [] caps none})
symlink("loop", "d/loop")

# symlink symlink.eacces
mkdir("d", 0777)
chmod("d", 0500)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})
symlink("p0", "d/d")

# symlink symlink.eexist
symlink("d", "l")
symlink("p1", "l")

# symlink symlink.eloop
symlink("loop", "loop")
symlink("p0", "loop/x")

# symlink symlink.enametoolong
mkdir("d", 0777)
symlink("p0", "d/nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")

# symlink symlink.enoent
symlink("p1", "d/l")

# symlink symlink.enotdir
mknod("d", SOCK, 00)
symlink("p1", "d/l")

# truncate truncate.cut
s1 = open("l", WRONLY|CREAT, 0600)
truncate("l", 1)

# truncate truncate.denied
mkdir("d", 0777)
s1 = open("d/p0", WRONLY|CREAT|TRUNC, 0703)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})
truncate("/proc/self/cwd/d/p0", 0)

# truncate truncate.directory
mkdir("p0", 0300)
truncate("p0", 100)

# truncate truncate.eacces
mkdir("d", 0312)
become({uid 1001/1001/1001 gid 5/5/5 groups [] caps none})
truncate("d/p0", 0)

# truncate truncate.eloop
symlink("loop", "loop")
truncate("loop/x", 1)

# truncate truncate.enametoolong
truncate("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", 100)

# truncate truncate.enoent
truncate("l", 1)

# truncate truncate.enotdir
mknod("p0", SOCK, 0777)
truncate("p0/", 2)

# truncate truncate.negative
truncate("/proc/self/cwd/d/p0", -1)

# truncate truncate.socket
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
truncate("/proc/self/cwd/p0", 1)

# umask umask
umask(0225)

# unix_file fd.lowest
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
s3 = unix_file(s0)

# unix_file fd.not-open
s3 = unix_file(s2)

# unix_file unix_file.abstract
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"4prkq")
s3 = unix_file(s0)

# unix_file unix_file.denied
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
s3 = unix_file(s0)

# unix_file unix_file.no-socket
[s0, s1] = pipe2(0)
s9 = unix_file(s1)

# unix_file unix_file.unbound
s1 = socket(AF_UNIX, SOCK_STREAM, 0)
s3 = unix_file(s1)

# unix_listed unix_listed.elsewhere
s0 = socket(AF_INET6, SOCK_DGRAM, 0)
unix_listed(s0)

# unix_listed unix_listed.not-open
unix_listed(s9999)

# unix_listed unix_listed.unaccepted
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"mgi0l")
listen(s0, 0)
unix_listed(s0)

# unlink unlink.denied
mkdir("d", 0777)
symlink("loop", "d/loop")
become({uid 1000/1001/0 gid 0/0/0 groups [] caps none})
unlink("d/loop")

# unlink unlink.directory
mkdir("d", 0777)
unlink("d")

# unlink unlink.eacces
mkdir("d", 0777)
chmod("d", 0500)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})
unlink("d/d")

# unlink unlink.eloop
symlink("l", "l")
unlink("l/x")

# unlink unlink.enametoolong
unlink("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")

# unlink unlink.enoent
unlink("d/p0")

# unlink unlink.enotdir
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"/proc/self/cwd/p0")
unlink("p0/x")

# unlink unlink.sticky
mkdir("d", 0777)
chmod("d", 01777)
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"d/p0")
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps DAC_OVERRIDE+DAC_READ_SEARCH+FSETID+SETGID+NET_ADMIN})
unlink("d/p0")

# write fd.not-open
write(s9999, 1, 1)

# write file.offset
s0 = memfd_create(0)
write(s0, 1, 0)

# write send.datagram.full
[s0, s1, s2] = socket(AF_UNIX, SOCK_DGRAM|SOCK_NONBLOCK, 0)
bind(s0, abstract:"g6ntpb")
connect(s1, abstract:"g6ntpb")
send(s1, 1, 0, 0)
sendto(s2, 1, 1, 0, abstract:"g6ntpb")
send(s1, 1, 2, 0)
send(s1, 1, 3, 0)
send(s1, 1, 4, 0)
send(s1, 1, 5, 0)
write(s1, 1, 6)
sendto(s2, 1, 7, 0, abstract:"g6ntpb")
sendto(s2, 1, 8, 0, abstract:"g6ntpb")
send(s1, 1, 9, 0)
send(s1, 1, 10, 0)
write(s1, 1, 11)

# write send.datagram.itself
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p1")
connect(s0, path:"p1")
write(s0, 1, 0)

# write send.datagram.largest
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 4097)
write(s0, 8162, 0)

# write send.datagram.no-time
[s0, s2] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"l8zeq")
connect(s2, abstract:"l8zeq")
setsockopt(s2, SO_SNDTIMEO, -1000)
send(s2, 1, 0, 0)
send(s2, 1, 1, 0)
send(s2, 1, 2, 0)
send(s2, 1, 3, 0)
send(s2, 1, 4, 0)
send(s2, 1, 5, 0)
send(s2, 1, 6, 0)
send(s2, 1, 7, 0)
send(s2, 1, 8, 0)
send(s2, 1, 9, 0)
send(s2, 1, 10, 0)
write(s2, 1, 11)

# write send.datagram.peer-closed
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
close(s1)
write(s0, 1, 1)

# write send.datagram.peer-deaf
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s1, SHUT_RD)
write(s0, 1, 1)

# write send.datagram.peers
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s0, 1, 0, 0)
send(s0, 1, 1, 0)
send(s0, 1, 2, 0)
send(s0, 1, 3, 0)
send(s0, 1, 4, 0)
write(s0, 1, 5)
write(s0, 1, 6)
send(s0, 1, 7, 0)
send(s0, 1, 8, 0)
send(s0, 1, 9, 0)
send(s0, 1, 10, 0)
write(s0, 1, 11)

# write send.datagram.reset
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"/proc/self/cwd/p0")
bind(s1, abstract:"fe82p")
sendmsg(s0, 1, 0, 0, [], abstract:"fe82p")
connect(s1, path:"/proc/self/cwd/p0")
connect(s0, abstract:"fe82p")
connect(s1, bytes:0000)
write(s0, 1, 1)

# write send.datagram.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, SHUT_RDWR)
write(s0, 1, 1)

# write send.datagram.third-party
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"h7akq/")
[s1, s2] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
connect(s2, abstract:"h7akq/")
write(s1, 1, 0)

# write send.datagram.too-large
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 4096)
write(s0, 8161, 0)

# write send.datagram.unconnected
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
write(s0, 1, 0)

# write send.datagram.unconnected-or-shut
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, SHUT_RDWR)
write(s0, 1, 0)

# write send.packet.reset
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendto(s0, 1, 0, 0, abstract:"jvotq")
close(s1)
write(s0, 1, 2)

# write send.packet.too-large
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_SNDBUF, 8000)
write(s0, 15969, 0)

# write send.packet.unconnected
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
write(s0, 1, 0)

# write send.peer-closed
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
close(s1)
write(s0, 1, 1)

# write send.peer-deaf
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"4prkq")
listen(s0, 0)
shutdown(s1, SHUT_RD)
connect(s1, abstract:"4prkq")
s2 = accept4(s0, 0)
write(s2, 1, 0)

# write send.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
shutdown(s1, SHUT_RDWR)
write(s0, 1, 1)

# write send.stream.full
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM|SOCK_NONBLOCK, 0)
setsockopt(s0, SO_SNDBUF, 4096)
send(s0, 8064, 0, 0)
write(s0, 1, 1)

# write send.stream.no-time
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_SNDBUF, 4096)
setsockopt(s0, SO_SNDTIMEO, -1000)
write(s0, 7500, 0)
write(s0, 1, 1)

# write send.stream.pieces.waiting
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
write(s0, 27879, 0)

# write send.stream.room
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_SNDBUF, 8000)
write(s0, 1, 0)

# write send.stream.short
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM|SOCK_NONBLOCK, 0)
write(s0, 230000, 0)

# write send.unconnected
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
write(s0, 1, 0)

# write write.broken-pipe
[s0, s1] = pipe2(0)
close(s0)
write(s1, 1, 1)

# write write.direction
[s0, s1] = pipe2(0)
write(s0, 1, 1)
`;
