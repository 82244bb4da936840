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
s0 = socket(AF_UNIX, SOCK_STREAM|SOCK_NONBLOCK, 0)
bind(s0, abstract:"k1anq")
listen(s0, 0)
s1 = accept4(s0, 0)

# accept4 accept.flags-unknown
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
s2 = accept4(s1, 1)

# accept4 accept.shut
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
listen(s0, 0)
shutdown(s0, SHUT_RD)
s1 = accept4(s0, 0)

# accept4 accept.type
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
s2 = accept4(s0, 0)

# accept4 address.cut
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"jp978")
listen(s0, 0)
connect(s1, abstract:"jp978")
s2 = accept4(s0, 0, 1)

# accept4 fd.not-open
s0 = accept4(s9999, 0)

# accept4 fd.not-socket
[s2, s3] = pipe2(0)
s4 = accept4(s2, 0)

# bind bind.abstract.bound-already
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
bind(s0, abstract:"p1")

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

# bind bind.abstract.taken-across-mounts
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"kn37p\xff")
mounts(new)
bind(s1, abstract:"kn37p\xff")

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
s4 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s4, name:s2)

# bind bind.chosen.taken
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, unnamed)
bind(s1, name:s0)

# bind bind.inet.any
s0 = socket(AF_INET, SOCK_DGRAM, 0)
bind(s0, bytes:0000040000000000000000000000000000000000)

# bind bind.inet.bound-already
s0 = socket(AF_INET, SOCK_DGRAM, 0)
connect(s0, bytes:01006161616161616161616161616161)
bind(s0, inet:127.0.0.1:0)

# bind bind.inet.family
s0 = socket(AF_INET6, SOCK_STREAM, 0)
bind(s0, bytes:100003ff7f000001000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000)

# bind bind.inet.foreign
s0 = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, inet:192.0.2.1:1)

# bind bind.inet.freebind
s0 = socket(AF_INET, SOCK_STREAM, 0)
setsockopt(s0, IP_FREEBIND, 1)
bind(s0, inet:192.0.2.1:0)

# bind bind.inet.short
s0 = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, bytes:01)

# bind bind.inet.taken
[s0, s1] = socket(AF_INET, SOCK_DGRAM, 0)
bind(s0, inet:127.0.0.2:27592)
bind(s1, inet:0.0.0.0:27592)

# bind bind.inet.together
[s0, s2] = socket(AF_INET, SOCK_DGRAM, 0)
setsockopt(s0, SO_REUSEPORT, 1)
bind(s0, inet:0.0.0.0:547)
setsockopt(s2, SO_REUSEPORT, 1)
bind(s2, inet:0.0.0.0:547)

# bind bind.inet.unspecified
s0 = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, bytes:000000007f0000010000000000000000000000000000000000000000)

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
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"d/p1")

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
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"l")
s1 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s1, path:"l/x")

# bind bind.path.read-only
mkdir("d", 0777)
mounts(new)
mount_bind("d", "d", 1)
s1 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s1, path:"d/new")

# bind bind.path.refused-before
[s0, s1] = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"p2")
bind(s0, path:"p0")
bind(s1, path:"p0")

# bind bind.path.search
mkdir("d", 0100)
become({uid 1001/1001/1000 gid 0/0/0 groups [] caps none})
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"d/p0")

# bind bind.ping.bound-already
ping_groups(0, 65535)
s0 = socket(AF_INET, SOCK_DGRAM, 1)
bind(s0, inet:0.0.0.0:0)
bind(s0, inet:127.0.0.2:0)

# bind bind.ping.family
ping_groups(0, 65535)
s0 = socket(AF_INET, SOCK_DGRAM, 1)
bind(s0, bytes:0a0000000000000000000000000000000000000000)

# bind bind.ping.foreign
ping_groups(0, 65535)
s0 = socket(AF_INET, SOCK_DGRAM, 1)
bind(s0, inet:192.0.2.1:1)

# bind bind.ping.mapped
ping_groups(0, 2147483647)
s0 = socket(AF_INET6, SOCK_DGRAM, 58)
bind(s0, inet6:[::ffff:7f00:1]:1)

# bind bind.ping.of-another-network
ping_groups(0, 65535)
s0 = socket(AF_INET6, SOCK_DGRAM, 58)
bind(s0, inet6:[::]:7915)
network(new)
ping_groups(0, 0)
s1 = socket(AF_INET, SOCK_DGRAM, 1)
bind(s1, inet:0.0.0.0:7915)

# bind bind.ping.shared
ping_groups(0, 2147483647)
s0 = socket(AF_INET6, SOCK_DGRAM, 58)
bind(s0, inet6:[::]:46963)
s1 = socket(AF_INET, SOCK_DGRAM, 1)
bind(s1, inet:127.0.0.2:46963)

# bind bind.ping.short
ping_groups(0, 65535)
s0 = socket(AF_INET6, SOCK_DGRAM, 58)
bind(s0, bytes:0a00000000000000000000000000000000000000000000000000)

# bind bind.ping.taken
ping_groups(0, 0)
[s0, s1] = socket(AF_INET, SOCK_DGRAM, 1)
bind(s0, inet:0.0.0.0:1)
setsockopt(s1, SO_REUSEADDR, 0)
bind(s1, inet:0.0.0.0:1)

# bind bind.port.above-start
port_start(80)
s0 = socket(AF_INET6, SOCK_DGRAM, 0)
bind(s0, inet6:[::ffff:7f00:1]:395)

# bind bind.port.below-start
become({uid 0/0/0 gid 0/0/0 groups [] caps NET_ADMIN})
port_start(32768)
s0 = socket(AF_INET6, SOCK_STREAM, 0)
bind(s0, inet6:[::]:1)

# bind bind.port.despite-options
become({uid 0/0/0 gid 0/0/0 groups [] caps CHOWN+FSETID+SETUID+NET_RAW+KILL})
s0 = socket(AF_INET6, SOCK_STREAM, 0)
setsockopt(s0, SO_REUSEADDR, 1)
bind(s0, inet6:[::1]:1)

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
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
s0 = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, inet:0.0.0.0:1)

# bind bind.port.no-rule
port_start(0)
s0 = socket(AF_INET, SOCK_DGRAM, 0)
bind(s0, inet:127.0.0.2:1)

# bind bind.port.privileged
become({uid 1001/1000/0 gid 0/0/0 groups [] caps all-NET_BIND_SERVICE})
s0 = socket(AF_INET6, SOCK_DGRAM, 0)
bind(s0, inet6:[::]:1)

# bind bind.port.there
s0 = socket(AF_INET, SOCK_STREAM, 0)
network(new)
bind(s0, inet:0.0.0.0:1)

# bind bind.raw
s0 = socket(AF_INET6, SOCK_RAW, 253)
bind(s0, inet6:[::1]:1)

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
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
bind(s1, bytes:01)

# bind bind.unix.despite-reuse
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_REUSEADDR, 1)
bind(s0, path:"p0")
bind(s0, path:"p0")

# bind bind.unix.family
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, inet:127.0.0.1:1)

# bind fd.not-open
bind(s1, abstract:"fp9q\x00")

# bind fd.not-socket
s0 = open("l", RDONLY|CREAT|APPEND, 0732)
bind(s0, path:"d/")

# bind file-ids.denied
mkdir("d", 0777)
become({uid 1000/1000/1000 gid 1000/5/0 groups [] caps none})
fsids(1000, 1000)
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"d/p1")

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
become({uid 1000/1000/0 gid 0/0/0 groups [] caps none})
chmod("d/loop", 0777)

# chmod chmod.eloop
symlink("loop", "loop")
chmod("loop/x", 0600)

# chmod chmod.enametoolong
chmod("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", 04570)

# chmod chmod.enoent
chmod("d/absent", 0777)

# chmod chmod.enotdir
mknod("p0", REG, 0777)
chmod("p0/absent", 0665)

# chmod chmod.read-only
mkdir("d", 0777)
mounts(new)
mount_bind("d", "d", 1)
chmod("d", 0777)

# chmod file-ids.denied
mkdir("d", 0777)
become({uid 1000/0/1000 gid 0/0/0 groups [] caps none})
fsids(1000, 5)
chmod("d", 07)

# chown chown.changed
mkdir("p0", 0777)
chown("p0", 1001, 5)

# chown chown.eacces
mkdir("d", 0777)
symlink("d", "l")
chmod("d", 0600)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
chown("l/p0", 1001, 0)

# chown chown.eloop
symlink("l/x", "l")
chown("l/x", 1000, -1)

# chown chown.enametoolong
chown("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", 1000, -1)

# chown chown.enoent
chown("d/p0", -1, 5)

# chown chown.enotdir
mknod("p0", SOCK, 0777)
chown("p0/absent", 1001, 0)

# chown chown.read-only
mkdir("d", 0777)
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"d/p0")
mounts(new)
mount_bind("d", "d", 1)
chown("d/p0", -1, -1)

# chown file-ids.denied
mkdir("d", 0777)
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"d/p0")
become({uid 0/0/0 gid 0/0/0 groups [] caps all-NET_BIND_SERVICE-DAC_OVERRIDE-CHOWN-FSETID-SETGID-NET_ADMIN-NET_RAW-KILL})
fsids(1001, 5)
chown("d/p0", 0, 5)

# chroot chroot.denied
1: become({uid 0/0/0 gid 0/0/0 groups [] caps all-SYS_CHROOT})
1: chroot()

# close fd.absent
close(s9997)

# connect connect.abstract.across-mounts
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"b4f3l")
mounts(new)
connect(s1, abstract:"b4f3l")

# connect connect.abstract.across-roots
mkdir("d", 0777)
1: chroot("d")
1: s0 = socket(AF_UNIX, SOCK_STREAM, 0)
1: bind(s0, abstract:"/p0")
1: listen(s0, 0)
s1 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s1, abstract:"/p0")

# connect connect.abstract.as-the-socket-was-made
[s1, s2] = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s2, abstract:"egmep")
listen(s2, 0)
network(new)
connect(s1, abstract:"egmep")

# connect connect.abstract.in-another-network
s1 = socket(AF_UNIX, SOCK_STREAM, 0)
network(new)
s4 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s4, abstract:"huo5p")
connect(s1, abstract:"huo5p")

# connect connect.abstract.whatever-the-mode
[s0, s1] = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"h2zfp")
listen(s0, 0)
become({uid 1001/1001/0 gid 0/0/0 groups [] caps none})
connect(s1, abstract:"h2zfp")

# connect connect.address
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s0, bytes:0100703100746900000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000)

# connect connect.address-long
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s0, bytes:0100616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161)

# connect connect.after-refusal
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"2vhzq.")
listen(s0, 0)
connect(s1, abstract:"nobody")
connect(s1, abstract:"2vhzq.")

# connect connect.again
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
listen(s0, 0)
[s1, s2] = socketpair(AF_UNIX, SOCK_STREAM, 0)
connect(s2, path:"p0")

# connect connect.chosen.in-another-network
s2 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s2, unnamed)
network(new)
s5 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s5, name:s2)

# connect connect.datagram.third-party
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
bind(s1, path:"p1")
connect(s1, path:"p1")

# connect connect.deaf
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
bind(s1, abstract:"m9erqb")
connect(s0, abstract:"m9erqb")

# connect connect.descriptor.closed
[s0, s2] = socket(AF_UNIX, SOCK_STREAM, 0)
close(s0)
connect(s2, proc:s0)

# connect connect.descriptor.nameless
[s0, s2] = socket(AF_UNIX, SOCK_DGRAM, 0)
connect(s2, proc:s0)

# connect connect.full
[s0, s1] = socket(AF_UNIX, SOCK_SEQPACKET|SOCK_NONBLOCK, 0)
bind(s0, path:"p2")
listen(s0, 0)
connect(s1, path:"p2")
connect(s1, path:"p2")

# connect connect.inet.another-address
s0 = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, inet:127.0.0.2:19313)
listen(s0, 0)
s1 = socket(AF_INET6, SOCK_STREAM, 0)
connect(s1, inet6:[::ffff:7f00:1]:19313)

# connect connect.inet.broadcast
s0 = socket(AF_INET, SOCK_DGRAM, 0)
connect(s0, inet:127.255.255.255:1)

# connect connect.inet.long
s0 = socket(AF_INET6, SOCK_DGRAM, 0)
connect(s0, bytes:02001111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111)

# connect connect.inet.low-port
[s0, s1] = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, inet:127.0.0.1:580)
listen(s0, 0)
connect(s1, inet:127.0.0.1:580)

# connect connect.inet.nobody
s0 = socket(AF_INET, SOCK_STREAM, 0)
connect(s0, inet:127.0.0.2:1)

# connect connect.inet.short
s0 = socket(AF_INET, SOCK_DGRAM, 0)
connect(s0, bytes:0a00)

# connect connect.inet.v6-only
[s0, s1] = socket(AF_INET6, SOCK_STREAM, 0)
setsockopt(s0, IPV6_V6ONLY, 1)
bind(s0, inet6:[::]:66)
listen(s0, 0)
connect(s1, inet6:[::ffff:7f00:1]:66)

# connect connect.length
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
connect(s0, bytes:0100, -1)

# connect connect.listener
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"p2")
listen(s0, 0)
connect(s0, path:"p2")

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
s5 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s5, path:"p0")
listen(s5, 0)
connect(s1, path:"p0")

# connect connect.path.behind-the-nul
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, bytes:01007031006b68000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000)
listen(s0, 0)
connect(s1, bytes:01007031007878787878787878787878787878787878787878)

# connect connect.path.below-a-root
mkdir("d", 0777)
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"d/p0")
listen(s0, 0)
1: chroot("d")
1: s1 = socket(AF_UNIX, SOCK_STREAM, 0)
1: connect(s1, path:"/p0")

# connect connect.path.covered
mkdir("d", 0777)
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"d/p0")
mounts(new)
mount_bind("d", "d", 1)
become({uid 0/1000/1001 gid 0/0/0 groups [] caps all-NET_BIND_SERVICE-DAC_OVERRIDE-NET_ADMIN-NET_RAW})
connect(s1, path:"d/p0")

# connect connect.path.from-outside
mkdir("d", 0777)
1: chroot("d")
1: s0 = socket(AF_UNIX, SOCK_STREAM, 0)
1: bind(s0, path:"/../p0")
1: listen(s0, 0)
s1 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s1, path:"d/p0")

# connect connect.path.long
symlink("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", "far")
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s0, path:"far/x")

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

# connect connect.path.read-only
mkdir("d", 0777)
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"d/p0")
mounts(new)
mount_bind("d", "d", 1)
connect(s1, path:"d/p0")

# connect connect.path.type
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p1")
s2 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s2, path:"p1")

# connect connect.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"c0nbpa")
shutdown(s1, SHUT_WR)
connect(s1, abstract:"c0nbpa")

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
s0 = socket(AF_INET6, SOCK_DGRAM, 0)
connect(s0, inet6:[::1]:1)
connect(s0, bytes:00000000000000000000000000000000)

# connect fd.not-open
connect(s9997, abstract:"lf1up.")

# connect fd.not-socket
s2 = memfd_create(0)
connect(s2, abstract:"gfntq")

# connect file-ids.denied
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
become({uid 1000/1000/1000 gid 5/0/5 groups [] caps none})
fsids(1001, 5)
connect(s1, path:"p0")

# connect file-ids.name
mkdir("d", 0777)
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"d/p1")
listen(s0, 0)
fsids(0, 5)
connect(s1, path:"d/p1")

# dup dup.same
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
s1 = dup(s0)

# dup fd.absent
s0 = dup(s9998)

# dup fd.limit
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
limit(0)
s2 = dup(s1)

# dupfd dupfd.beyond
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
s1 = dupfd(s0, 2147483647, 1)

# dupfd dupfd.negative
s0 = epoll_create1(0)
s2 = dupfd(s0, -1, 1)

# dupfd dupfd.same
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
s1 = dupfd(s0, 100, 0)

# dupfd fd.absent
s0 = dupfd(s9999, 2147483647, 0)

# dupfd fd.limit
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
limit(0)
s2 = dupfd(s1, 0, 1)

# epoll_create1 fd.limit
limit(0)
s2 = epoll_create1(0)

# epoll_ctl epoll_ctl.absent
s0 = epoll_create1(0)
[s1, s2] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
epoll_ctl(s0, DEL, s1, POLLIN|POLLOUT, -, 0)

# epoll_ctl epoll_ctl.command
s0 = epoll_create1(0)
[s1, s2] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
epoll_ctl(s0, NONE, s1, 0, -, 0)

# epoll_ctl epoll_ctl.exists
s0 = epoll_create1(0)
[s1, s2] = socketpair(AF_UNIX, SOCK_STREAM, 0)
epoll_ctl(s0, ADD, s2, POLLIN|POLLOUT, ONESHOT, 0)
epoll_ctl(s0, ADD, s2, POLLIN, -, 1)

# epoll_ctl epoll_ctl.itself
s0 = epoll_create1(0)
epoll_ctl(s0, ADD, s0, POLLIN|POLLOUT|POLLRDHUP, -, 0)

# epoll_ctl epoll_ctl.modified
s0 = epoll_create1(0)
[s1, s2] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
epoll_ctl(s0, ADD, s1, POLLIN, -, 0)
epoll_ctl(s0, MOD, s1, POLLIN, -, 1)

# epoll_ctl epoll_ctl.never-ready
s0 = epoll_create1(0)
s3 = memfd_create(0)
epoll_ctl(s0, ADD, s3, POLLIN|POLLOUT, -, 0)

# epoll_ctl epoll_ctl.no-epoll
[s1, s2] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
epoll_ctl(s1, ADD, s2, 0, -, 0)

# epoll_ctl epoll_ctl.other-not-open
s0 = epoll_create1(0)
epoll_ctl(s0, ADD, s9997, POLLIN, -, 0)

# epoll_ctl fd.not-open
s0 = epoll_create1(O_NONBLOCK)
[s1, s2] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
epoll_ctl(s0, ADD, s1, POLLIN|POLLRDHUP, ET, 0)

# epoll_wait epoll_wait.deleted
s0 = epoll_create1(0)
[s1, s2] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
epoll_ctl(s0, ADD, s1, POLLIN|POLLOUT, -, 0)
epoll_ctl(s0, DEL, s1, 0, -, 1)
epoll_wait(s0, 1, 0)

# epoll_wait epoll_wait.disabled
s0 = epoll_create1(0)
[s1, s2] = socketpair(AF_UNIX, SOCK_STREAM, 0)
epoll_ctl(s0, ADD, s2, POLLIN|POLLOUT|POLLRDHUP, ET|ONESHOT, 1)
epoll_wait(s0, 1, 0)
epoll_wait(s0, 1, 0)

# epoll_wait epoll_wait.edge.told
s0 = epoll_create1(0)
[s1, s2] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
epoll_ctl(s0, ADD, s2, POLLIN|POLLOUT|POLLRDHUP, ET, 0)
epoll_wait(s0, 1, 0)
epoll_wait(s0, 1, 0)

# epoll_wait epoll_wait.gone
s0 = epoll_create1(0)
[s1, s2] = socketpair(AF_UNIX, SOCK_STREAM, 0)
epoll_ctl(s0, ADD, s1, POLLOUT, -, 0)
close(s1)
epoll_wait(s0, 1, 0)

# epoll_wait epoll_wait.kept
s0 = epoll_create1(0)
[s1, s2] = socketpair(AF_UNIX, SOCK_STREAM, 0)
[s3, s4] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
epoll_ctl(s0, ADD, s1, POLLIN|POLLOUT, ET, 0)
sendmsg(s3, 1, 1, 0, [rights[s1]])
close(s1)
epoll_wait(s0, 1, 0)

# epoll_wait epoll_wait.no-epoll
[s1, s2] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
epoll_wait(s2, 1, 0)

# epoll_wait epoll_wait.not-ready
s0 = epoll_create1(0)
[s1, s2] = socketpair(AF_UNIX, SOCK_STREAM, 0)
epoll_ctl(s0, ADD, s2, 0, -, 0)
epoll_wait(s0, 1, 0)

# epoll_wait epoll_wait.of-another
s0 = epoll_create1(0)
[s1, s2] = socketpair(AF_UNIX, SOCK_STREAM, 0)
epoll_ctl(s0, ADD, s1, POLLIN|POLLOUT, -, 0)
s3 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s3, abstract:"342u01")
listen(s3, 0)
1: s4 = socket(AF_UNIX, SOCK_STREAM, 0)
1: connect(s4, abstract:"342u01")
s5 = accept4(s3, 0)
sendmsg(s5, 1, 1, 0, [rights[s0]])
1: [s6] = recvmsg(s4, 1, 0, 24)
1: epoll_wait(s6, 1, 0)

# epoll_wait epoll_wait.room.none
s0 = epoll_create1(0)
epoll_wait(s0, 0, 0)

# epoll_wait epoll_wait.turn
s0 = epoll_create1(0)
[s1, s2] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
epoll_ctl(s0, ADD, s1, POLLOUT, -, 0)
epoll_ctl(s0, ADD, s2, POLLOUT, -, 1)
epoll_wait(s0, 1, 0)
epoll_wait(s0, 1, 0)

# epoll_wait epoll_wait.whole-time
s0 = epoll_create1(0)
epoll_wait(s0, 1, 1)

# epoll_wait fd.not-open
s0 = epoll_create1(1)
epoll_wait(s0, 1, 0)

# execve execve.eacces
mkdir("d", 0777)
chmod("d", 00)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
execve("d/loop")

# execve execve.eloop
mkdir("d", 0777)
symlink("loop", "d/loop")
execve("d/loop")

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
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
fchmod(s0, 0546)

# fchmod fchmod.socket
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
fchmod(s0, 0700)

# fchmod fd.not-open
s0 = open("p0", PATH|NOFOLLOW, 00)
fchmod(s0, 0700)

# fchown fchown.changed
s1 = open("p1", RDWR|CREAT, 0666)
fchown(s1, -1, -1)

# fchown fchown.denied
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
fchown(s0, 1001, 5)

# fchown fchown.socket
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
fchown(s0, 1001, -1)

# fchown fd.not-open
fchown(s9997, 1000, 0)

# fcntl fcntl.access
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
fcntl(s1, GETFL, 0)

# fcntl fcntl.getfd
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
fcntl(s0, GETFD, 0)

# fcntl fcntl.owner
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
fcntl(s1, GETOWN, 0)

# fcntl fcntl.path
mknod("p0", REG, 0777)
s0 = open("p0", PATH|NOFOLLOW, 00)
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
ftruncate(s0, 8)

# ftruncate ftruncate.direction
s0 = memfd_create(0)
s1 = reopen(s0, RDONLY)
ftruncate(s1, 0)

# ftruncate ftruncate.length
s0 = memfd_create(0)
ftruncate(s0, 0)

# ftruncate ftruncate.negative
s0 = memfd_create(0)
ftruncate(s0, -1)

# ftruncate ftruncate.no-file
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
ftruncate(s1, 0)

# getpeername fd.not-open
getpeername(s9998, 128)

# getpeername fd.not-socket
[s0, s1] = pipe2(0)
getpeername(s0, 128)

# getpeername getpeername.end-of-a-pair
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 1)
bind(s1, abstract:"hqovp\x00")
getpeername(s0, 128)

# getpeername getpeername.mapped
[s0, s1] = socket(AF_INET6, SOCK_STREAM, 0)
bind(s0, inet6:[::ffff:7f00:2]:3212)
listen(s0, 0)
connect(s1, inet6:[::ffff:7f00:2]:3212)
getpeername(s1, 128)

# getpeername getpeername.nobody
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
getpeername(s0, 128)

# getpeername getpeername.nowhere
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getpeername(s1, 128, nowhere)

# getpeername getpeername.room
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getpeername(s1, -1)

# getpeername getpeername.udp
s0 = socket(AF_INET6, SOCK_DGRAM, 0)
connect(s0, inet6:[::1]:1)
getpeername(s0, 128)

# getpeername getsockname.cut
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getpeername(s0, 0)

# getpeername getsockname.port
s0 = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, inet:0.0.0.0:10627)
listen(s0, 0)
s1 = socket(AF_INET6, SOCK_STREAM, 0)
connect(s1, inet6:[::ffff:7f00:1]:10627)
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
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockname(s0, 1)

# getsockname getsockname.cut-at-the-nul
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, bytes:01007031006161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161)
getsockname(s0, 128)

# getsockname getsockname.longest
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, bytes:0100616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161)
getsockname(s0, 128)

# getsockname getsockname.mapped
s0 = socket(AF_INET6, SOCK_STREAM, 262)
bind(s0, inet6:[::ffff:7f00:1]:1)
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

# getsockname getsockname.ping.own
ping_groups(0, 2147483647)
s0 = socket(AF_INET, SOCK_DGRAM, 1)
connect(s0, inet:127.0.0.1:1)
getsockname(s0, 128)

# getsockname getsockname.room
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockname(s0, -1)

# getsockopt buffer.doubled
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_RCVBUFFORCE, 4194303)
getsockopt(s1, SO_RCVBUF, 4)

# getsockopt buffer.forced
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s1, SO_SNDBUFFORCE, 4194305)
getsockopt(s1, SO_SNDBUF, 4)

# getsockopt buffer.least
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 2)
getsockopt(s0, SO_SNDBUF, 4)

# getsockopt buffer.most
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_RCVBUF, 4194305)
getsockopt(s0, SO_RCVBUF, 4)

# getsockopt fd.limit
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
limit(0)
getsockopt(s0, SO_PEERPIDFD, 4)

# getsockopt fd.not-open
getsockopt(s0, SO_TYPE, 4)

# getsockopt fd.not-socket
[s0, s1] = pipe2(0)
getsockopt(s0, SO_INCOMING_CPU, 4)

# getsockopt getsockopt.detach
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s0, SO_DETACH_FILTER, 4)

# getsockopt getsockopt.error
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s1, SO_ERROR, 4)

# getsockopt getsockopt.force
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s0, SO_SNDBUFFORCE, 4)

# getsockopt getsockopt.from-the-listener
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p1")
listen(s0, 0)
setsockopt(s0, SO_PASSCRED, 2)
connect(s1, path:"p1")
s2 = accept4(s0, 0)
getsockopt(s2, SO_PASSCRED, 4)

# getsockopt getsockopt.initial
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s1, SO_BROADCAST, 4)

# getsockopt getsockopt.inq
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
getsockopt(s1, SO_INQ, 4)

# getsockopt getsockopt.kept
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_DEBUG, 2)
getsockopt(s0, SO_DEBUG, 20)

# getsockopt getsockopt.kind
s0 = socket(AF_UNIX, SOCK_RAW, 0)
getsockopt(s0, SO_TYPE, 4)

# getsockopt getsockopt.label
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s0, SO_PEERSEC, 4)

# getsockopt getsockopt.level
[s0, s1] = socketpair(AF_UNIX, SOCK_RAW, 1)
getsockopt(s0, IP_FREEBIND, 4)

# getsockopt getsockopt.linger
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s0, SO_LINGER, 8)

# getsockopt getsockopt.listening
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s0, SO_ACCEPTCONN, 4)

# getsockopt getsockopt.of-nobody
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p1")
listen(s0, 0)
connect(s1, path:"p1")
s2 = accept4(s0, 0)
getsockopt(s2, SO_DONTROUTE, 4)

# getsockopt getsockopt.of-the-listener
[s0, s1] = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, inet:127.0.0.1:4195)
listen(s0, 0)
connect(s1, inet:127.0.0.1:4195)
s2 = accept4(s0, 0)
getsockopt(s2, SO_TIMESTAMP, 4)

# getsockopt getsockopt.pass-labels
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s0, SO_PASSSEC, 4)

# getsockopt getsockopt.pass-pidfds
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s0, SO_PASSPIDFD, 4)

# getsockopt getsockopt.pass.inet
s0 = socket(AF_INET, SOCK_STREAM, 0)
getsockopt(s0, SO_PASSRIGHTS, 4)

# getsockopt getsockopt.peek-offset
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s1, SO_PEEK_OFF, 4)

# getsockopt getsockopt.room
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s1, SO_PASSSEC, -1)

# getsockopt getsockopt.send-timeout
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s0, SO_SNDTIMEO, 16)

# getsockopt getsockopt.timeout
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s1, SO_RCVTIMEO, 16)

# getsockopt getsockopt.times
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s1, SO_TIMESTAMP, 5)

# getsockopt getsockopt.unknown
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s1, SO_OF_NOBODY, 4)

# getsockopt peercred.accepted
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"2407q")
listen(s0, 0)
connect(s1, abstract:"2407q")
s2 = accept4(s0, 0)
getsockopt(s2, SO_PEERCRED, 12)

# getsockopt peercred.client
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"5f5yp")
listen(s0, 0)
connect(s1, abstract:"5f5yp")
getsockopt(s1, SO_PEERCRED, 12)

# getsockopt peercred.datagram
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"kr9yp")
connect(s0, abstract:"kr9yp")
getsockopt(s0, SO_PEERCRED, 12)

# getsockopt peercred.effective
become({uid 1001/1000/1000 gid 0/0/0 groups [] caps all})
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s1, SO_PEERCRED, 12)

# getsockopt peercred.listener
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"l4l7qx")
listen(s0, 0)
getsockopt(s0, SO_PEERCRED, 12)

# getsockopt peercred.nobody
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s0, SO_PEERCRED, 12)

# getsockopt peercred.unchanged
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
become({uid 1000/1001/0 gid 0/0/0 groups [] caps all})
getsockopt(s1, SO_PEERCRED, 12)

# getsockopt peergroups
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s1, SO_PEERGROUPS, 4)

# getsockopt peergroups.needed
become({uid 0/0/0 gid 0/0/0 groups [0, 5, 1000] caps all})
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s0, SO_PEERGROUPS, 4)

# getsockopt peergroups.nobody
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s0, SO_PEERGROUPS, 4)

# getsockopt peerpidfd.nobody
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s0, SO_PEERPIDFD, 4)

# ioctl fd.not-open
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
close(s0)
ioctl(s0, SIOCOUTQ)

# ioctl ioctl.mark.ahead
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 2, 0, MSG_OOB)
ioctl(s0, SIOCATMARK)

# ioctl ioctl.mark.here
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
ioctl(s0, SIOCATMARK)

# ioctl ioctl.mark.here.taken
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recvfrom(s0, 1, MSG_OOB)
ioctl(s0, SIOCATMARK)

# ioctl ioctl.mark.none
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
ioctl(s0, SIOCATMARK)

# ioctl ioctl.mark.unsupported
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
ioctl(s1, SIOCATMARK)

# ioctl ioctl.unread
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, 0)
ioctl(s0, SIOCINQ)

# ioctl ioctl.unread.datagram
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s1, 1, 0, 0, [])
ioctl(s0, SIOCINQ)

# ioctl ioctl.unread.left-behind
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendto(s0, 1, 0, 0, path:"p0")
close(s0)
ioctl(s1, SIOCINQ)

# ioctl ioctl.unread.listener
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"ll2yp")
listen(s0, 0)
ioctl(s0, SIOCINQ)

# ioctl ioctl.unread.none
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
ioctl(s0, SIOCINQ)

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
ioctl(s0, SIOCOUTQ)

# kcmp kcmp.same
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
kcmp(s0, s1)

# link file-ids.denied
mkdir("d", 0777)
fsids(1001, 0)
link("d", "d/p1")

# link link.across-mounts
mkdir("d", 0777)
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"d/p0")
mounts(new)
mount_bind("d", "d", 1)
link("d/p0", "p0")

# link link.denied
mkdir("d", 0777)
mknod("p0", SOCK, 0777)
become({uid 1001/1000/0 gid 0/0/0 groups [] caps NET_BIND_SERVICE+DAC_READ_SEARCH+FOWNER+CHOWN+SYS_ADMIN+NET_RAW+KILL})
link("p0", "d/new")

# link link.eacces
mkdir("d", 0777)
chmod("d", 0600)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
link("d/p0", "d/new")

# link link.eexist
mknod("p1", REG, 070)
mknod("/proc/self/cwd/p0", SOCK, 0676)
link("p0", "p1")

# link link.eloop
mkdir("d", 0777)
symlink("loop", "loop")
link("d", "loop/x")

# link link.enametoolong
link("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", "p1")

# link link.enoent
link("p1", "p1")

# link link.enotdir
mknod("d", SOCK, 02)
link("d/p1", "e/p0")

# link link.protected
mkdir("d", 0550)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps all-DAC_READ_SEARCH-FOWNER-CHOWN-SETUID-SYS_ADMIN-NET_ADMIN-NET_RAW})
link("d", "p0")

# link link.read-only
mkdir("d", 0777)
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"d/p0")
mounts(new)
mount_bind("d", "d", 1)
link("d/p0", "d/l")

# link name.linked
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p1")
link("p1", "p0")

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
bind(s0, abstract:"34k6pb")
somaxconn(0)
listen(s0, 1)

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
s0 = socket(AF_INET6, SOCK_STREAM, 262)
listen(s0, 0)

# listen listen.type
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
listen(s0, 0)

# listen listen.unnamed
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
listen(s0, 0)

# listen peercred.despite-file-ids
mkdir("d", 0777)
fsids(1000, 1000)
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"d/p1")
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
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
lseek(s1, 0)

# lstat lstat.eacces
mkdir("d", 0700)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps CHOWN+FSETID+SYS_ADMIN})
lstat("d/p0")

# lstat lstat.eloop
symlink("l", "l")
lstat("l/x")

# lstat lstat.enametoolong
lstat("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")

# lstat lstat.enoent
lstat("d/p0")

# lstat lstat.enotdir
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
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
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})
mkdir("d/e", 0777)

# mkdir mkdir.eacces
mkdir("d", 0777)
chmod("d", 0600)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
mkdir("d/nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", 0700)

# mkdir mkdir.eexist
mkdir("d", 0726)
mkdir("d", 0100)

# mkdir mkdir.eloop
symlink("loop", "loop")
mkdir("loop/x", 0700)

# mkdir mkdir.enametoolong
mkdir("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", 0777)

# mkdir mkdir.enoent
mkdir("l/x", 0100)

# mkdir mkdir.enotdir
mknod("p0", SOCK, 0777)
mkdir("p0/x", 0777)

# mkdir mkdir.read-only
mkdir("d", 0777)
mounts(new)
mount_bind("d", "d", 1)
mkdir("d/new", 0777)

# mknod mknod.denied
mkdir("d", 0777)
become({uid 0/1000/0 gid 0/0/0 groups [] caps none})
mknod("d/p0", REG, 0116)

# mknod mknod.eacces
mkdir("d", 0777)
chmod("d", 00)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
mknod("d/x", REG, 0666)

# mknod mknod.eexist
symlink("p0", "l")
mknod("l", REG, 0600)

# mknod mknod.eloop
symlink("loop", "loop")
mknod("loop/x", SOCK, 0777)

# mknod mknod.enametoolong
mknod("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", REG, 0572)

# mknod mknod.enoent
mknod("d/p0", SOCK, 0700)

# mknod mknod.enotdir
s1 = open("d", RDONLY|CREAT|NONBLOCK, 0600)
mknod("d/p0", SOCK, 0555)

# mknod mknod.read-only
mkdir("d", 0777)
mounts(new)
mount_bind("d", "d", 1)
mknod("d/new", SOCK, 0777)

# mmap fd.not-open
mmap(s0)

# mmap mmap.memory
s0 = memfd_create(0)
mmap(s0)

# mmap mmap.no-memory
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
mmap(s0)

# mount_bind mount_bind.denied
mkdir("d", 0777)
mounts(new)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
mount_bind("d", "d", 1)

# mount_bind mount_bind.kind
mkdir("d", 0777)
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
mounts(new)
mount_bind("p0", "d", 0)

# mount_empty mount_empty.denied
mkdir("d", 0777)
mounts(new)
become({uid 0/0/0 gid 0/0/0 groups [] caps all-SYS_ADMIN})
mount_empty("d")

# mount_empty mount_empty.done
mkdir("d", 0777)
mounts(new)
mount_empty("d")

# mount_empty mount_empty.kind
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
mounts(new)
mount_empty("p0")

# mounts mounts.denied
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
mounts(new)

# mounts mounts.home
mounts(home)

# mounts mounts.home.denied
become({uid 0/0/0 gid 0/0/0 groups [] caps all-SYS_CHROOT})
mounts(home)

# network network.denied
become({uid 0/0/0 gid 0/0/0 groups [] caps all-SYS_ADMIN})
network(new)

# network network.home
network(home)

# open fd.limit
limit(0)
s2 = open("d/f", RDONLY, 0600)

# open file-ids.denied
mkdir("d", 0777)
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"d/p0")
become({uid 1001/0/1001 gid 0/0/0 groups [] caps DAC_READ_SEARCH+CHOWN+SETGID})
fsids(1001, 0)
s3 = open("d/p0", RDWR|EXCL|NONBLOCK, 0777)

# open open.create-denied
mkdir("d", 0142)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
s2 = open("d/p0", RDWR|CREAT|APPEND, 0777)

# open open.create-directory
mkdir("d", 0777)
s0 = open("d", RDWR|CREAT|DIRECT, 0605)

# open open.create-read-only
mkdir("d", 0777)
mounts(new)
mount_bind("d", "d", 1)
s1 = open("d/new", WRONLY|CREAT, 0777)

# open open.dead-socket
mknod("p0", SOCK, 0777)
s0 = open("p0", RDONLY|NOFOLLOW|CLOEXEC|NOATIME, 0600)

# open open.directory-write
mkdir("p0", 0777)
s0 = open("p0", RDWR, 00)

# open open.exclusive
mknod("p0", SOCK, 0777)
s0 = open("p0", RDWR|CREAT|EXCL|TRUNC, 0600)

# open open.link
symlink("d/p0", "l")
s0 = open("l", WRONLY|TRUNC|NOFOLLOW|CLOEXEC, 0602)

# open open.long
s1 = open("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", WRONLY|NOATIME, 0700)

# open open.loop
symlink("l", "l")
s0 = open("l", WRONLY|EXCL|PATH|CLOEXEC|DIRECT, 0623)

# open open.noatime
mknod("p0", REG, 0777)
become({uid 1001/1000/1001 gid 0/0/0 groups [] caps all-NET_BIND_SERVICE-DAC_READ_SEARCH-FOWNER-CHOWN-FSETID-SETGID-NET_RAW-KILL})
s0 = open("p0", RDWR|NOATIME, 00)

# open open.noatime.socket
mknod("p0", SOCK, 0777)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps NET_BIND_SERVICE+DAC_OVERRIDE+DAC_READ_SEARCH+CHOWN+FSETID+SETGID+NET_ADMIN})
s0 = open("p0", RDWR|TRUNC|NOATIME, 00)

# open open.not-directory
mknod("p0", SOCK, 0777)
s0 = open("p0", WRONLY|DIRECTORY, 0600)

# open open.prefix
mknod("p0", REG, 0777)
s1 = open("p0/absent", PATH|NOFOLLOW, 00)

# open open.search
mkdir("p0", 0777)
chmod("p0", 00)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
s1 = open("p0/absent", PATH|NOFOLLOW, 00)

# open open.socket.read-only
mkdir("d", 0777)
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"d/p0")
mounts(new)
mount_bind("d", "d", 1)
s1 = open("d/p0", RDWR, 0600)

# pidfd_info pidfd.info
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
s2 = getsockopt(s1, SO_PEERPIDFD, 4)
pidfd_info(s2)

# pidfd_info pidfd.told.of-no-process
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
pidfd_info(s1)

# pidfd_info pidfd_info.not-open
pidfd_info(s9998)

# ping_groups sysctl.by-another-uid
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps all})
ping_groups(1000, 1000)

# ping_groups sysctl.denied
become({uid 1000/1001/0 gid 0/0/0 groups [] caps none})
ping_groups(0, 65535)

# ping_groups sysctl.ping-groups.nobody
ping_groups(999, 5)

# ping_groups sysctl.ping-groups.values
ping_groups(0, 4294967295)

# pipe2 fd.limit
limit(1)
[s2, s3] = pipe2(0)

# pipe2 pipe2.flags
[s0, s1] = pipe2(1)

# poll poll.connected
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
poll(s1, POLLIN|POLLPRI|POLLOUT|POLLRDHUP, 0)

# poll poll.datagram
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
poll(s0, POLLIN|POLLPRI|POLLOUT|POLLRDHUP, 0)

# poll poll.datagram.no-room
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 0)
send(s0, 1, 0, 0)
send(s0, 3700, 2, 0)
poll(s0, POLLIN|POLLOUT, 0)

# poll poll.epoll.quiet
s0 = epoll_create1(0)
poll(s0, POLLIN|POLLPRI|POLLOUT|POLLRDHUP, 0)

# poll poll.epoll.ready
s0 = epoll_create1(0)
[s1, s2] = socketpair(AF_UNIX, SOCK_STREAM, 0)
epoll_ctl(s0, ADD, s2, POLLIN, -, 0)
close(s1)
poll(s0, POLLIN, 0)

# poll poll.file
s0 = memfd_create(0)
poll(s0, POLLIN|POLLPRI|POLLOUT|POLLRDHUP, 0)

# poll poll.fresh
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
poll(s0, POLLIN|POLLPRI|POLLOUT|POLLRDHUP, 0)

# poll poll.listener
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"528up")
listen(s0, 0)
poll(s0, POLLIN|POLLPRI|POLLOUT|POLLRDHUP, 0)

# poll poll.negative
poll(s9999, POLLIN|POLLOUT|POLLRDHUP, 0)

# poll poll.not-open
poll(s9997, POLLIN|POLLOUT|POLLRDHUP, 0)

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
[s2, s3] = socketpair(AF_UNIX, SOCK_STREAM, 0)
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

# poll poll.special
s2 = special(eventfd, 0)
poll(s2, POLLIN|POLLOUT, 0)

# poll poll.stuffed
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_SNDBUF, 5000)
send(s0, 9968, 0, 0)
poll(s0, POLLOUT, 0)

# poll poll.urgent
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
poll(s0, POLLIN|POLLPRI, 0)

# poll poll.urgent.taken
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recvfrom(s0, 1, MSG_OOB)
poll(s0, POLLIN|POLLPRI, 0)

# poll poll.whole-time
[s0, s1] = pipe2(0)
poll(s0, POLLHUP, 1)

# poll_many poll.datagram
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
poll_many([s0:POLLIN], 0)

# poll_many poll.datagram.no-room
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 4096)
send(s0, 3700, 0, 0)
send(s0, 3700, 1, MSG_DONTWAIT)
poll_many([s0:POLLIN], 0)

# poll_many poll.epoll.quiet
s0 = epoll_create1(0)
poll_many([s0:POLLRDHUP], 0)

# poll_many poll.epoll.ready
s0 = epoll_create1(0)
[s1, s2] = socketpair(AF_UNIX, SOCK_STREAM, 0)
epoll_ctl(s0, ADD, s1, POLLOUT, -, 0)
poll_many([s0:POLLRDHUP], 0)

# poll_many poll.file
s0 = memfd_create(0)
poll_many([s0:0], 0)

# poll_many poll.fresh
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
poll_many([s0:POLLIN], 0)

# poll_many poll.listener
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"p0")
listen(s0, 0)
poll_many([s0:POLLIN|POLLPRI|POLLOUT|POLLRDHUP], 0)

# poll_many poll.path
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
s2 = reopen(s0, PATH)
poll_many([s2:POLLRDHUP], 0)

# poll_many poll.pidfd.running
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
s2 = getsockopt(s0, SO_PEERPIDFD, 4)
poll_many([s2:POLLIN], 0)

# poll_many poll.pipe
[s0, s1] = pipe2(0)
poll_many([s0:POLLRDHUP], 0)

# poll_many poll.special
s4 = special(timerfd, 0)
poll_many([s4:POLLIN|POLLOUT|POLLRDHUP], 0)

# poll_many poll.stuffed
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_SNDBUF, 4096)
sendmsg(s1, 3700, 0, 0, [])
sendmsg(s1, 3700, 1, MSG_DONTWAIT, [])
poll_many([s1:POLLOUT], 0)

# poll_many poll.urgent
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
poll_many([s0:POLLIN|POLLPRI|POLLOUT|POLLRDHUP], 0)

# poll_many poll.urgent.taken
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 2, 0, MSG_OOB)
recv(s0, 1, MSG_OOB)
recv(s0, 1, 0)
poll_many([s0:POLLIN|POLLPRI|POLLOUT|POLLRDHUP], 0)

# poll_many poll_many.negative
poll_many([s9998:POLLIN|POLLPRI|POLLOUT|POLLRDHUP], 0)

# poll_many poll_many.not-open
poll_many([closed:POLLIN], 0)

# poll_many poll_many.twice
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
poll_many([s0:POLLIN|POLLPRI|POLLOUT|POLLRDHUP, s0:POLLIN], 0)

# poll_many poll_many.whole-time
poll_many([], 1)

# port_range sysctl.by-another-uid
become({uid 1001/1000/0 gid 0/0/0 groups [] caps all})
port_range(6968, 7968)

# port_range sysctl.denied
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})
port_range(35385, 35485)

# port_range sysctl.port-range.privileged
port_range(1023, 1123)

# port_range sysctl.port-range.reversed
port_range(8152, 7151)

# port_range sysctl.port-range.values
port_range(65000, 0)

# port_start sysctl.by-another-uid
become({uid 0/1001/0 gid 0/0/0 groups [] caps all})
port_start(32768)

# port_start sysctl.denied
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
port_start(32767)

# port_start sysctl.port-start.local
port_start(32769)

# port_start sysctl.port-start.range
port_start(-1)

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
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
pread(s1, 0, 0)

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
[s2, s3] = pipe2(0)
pwrite(s3, 0, 0, 0)

# read eventfd.count
s2 = special(eventfd, 0)
write(s2, 8, 0)
read(s2, 8)

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

# read read.connection.nothing
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
read(s1, 0)

# read read.connection.nothing.at-the-end
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
shutdown(s0, SHUT_RDWR)
read(s1, 0)

# read read.direction
[s2, s3] = pipe2(0)
read(s3, 1)

# read read.eventfd.empty
s2 = special(eventfd, SOCK_NONBLOCK)
read(s2, 8)

# read read.eventfd.short
s2 = special(eventfd, 0)
read(s2, 1)

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
write(s0, 1, 0)
close(s0)
read(s1, 1)

# read recv.bytes
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
read(s1, 1)

# read recv.datagram
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s1, 1, 0, 0)
read(s0, 1)

# read recv.datagram.empty
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmmsg(s0, [0:0], 0)
read(s1, 1)

# read recv.datagram.end
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s1, SHUT_RD)
read(s1, 1)

# read recv.datagram.peer-closed
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM|SOCK_NONBLOCK, 0)
close(s1)
read(s0, 1)

# read recv.datagram.reset
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"/proc/self/cwd/p2")
[s2, s3] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s2, 1, 0, 0)
connect(s3, path:"/proc/self/cwd/p2")
read(s2, 1)

# read recv.datagram.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM|SOCK_NONBLOCK, 0)
shutdown(s1, SHUT_RD)
read(s1, 1)

# read recv.empty
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET|SOCK_NONBLOCK, 0)
read(s1, 1)

# read recv.end
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
close(s1)
read(s0, 1)

# read recv.end.mark
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recvfrom(s0, 1, MSG_OOB)
close(s0)
read(s1, 1)

# read recv.end.peer-shut
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
shutdown(s0, SHUT_WR)
read(s1, 1)

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
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_RCVTIMEO, -1000)
read(s0, 1)

# read recv.packet.unconnected
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
read(s0, 1)

# read recv.record
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
write(s0, 1, 0)
read(s1, 1)

# read recv.reset.never-accepted
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p2")
listen(s0, 0)
connect(s1, path:"p2")
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
recv(s9998, 1, 0)

# recv fd.not-socket
[s2, s3] = pipe2(0)
recv(s2, 1, 0)

# recv recv.after-close
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
close(s0)
recv(s1, 1, 0)

# recv recv.all
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
recv(s1, 1, MSG_WAITALL)

# recv recv.all.end
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
shutdown(s0, SHUT_RDWR)
recv(s1, 2, MSG_WAITALL)

# recv recv.all.stops-at-rights
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
s2 = memfd_create(0)
sendmsg(s0, 1, 0, 0, [rights[s2]])
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
shutdown(s0, SHUT_RDWR)
recv(s0, 1, 0)

# recv recv.datagram.peer-closed
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
close(s1)
recv(s0, 1, MSG_DONTWAIT)

# recv recv.datagram.reset
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"/proc/self/cwd/p2")
[s2, s3] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s2, 1, 0, 0)
connect(s3, path:"/proc/self/cwd/p2")
recv(s2, 1, 0)

# recv recv.datagram.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s1, SHUT_RDWR)
recv(s1, 1, MSG_DONTWAIT)

# recv recv.edge
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 5, 0, 0)
recv(s0, 5, 0, 3)

# recv recv.edge.before
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, 0)
recv(s0, 28, 0, 21)

# recv recv.end
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
close(s0)
recv(s1, 1, 0)

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
sendmsg(s0, 2, 0, 0, [rights[s1]])
become({uid 1000/1001/1001 gid 0/0/0 groups [] caps all})
[s2, s3] = recvmsg(s1, 1, 0, 31)
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
[s2, s3] = recvmsg(s0, 1, MSG_OOB, 28)
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
send(s0, 1, 0, 0)
recv(s1, 1, 0, nowhere)

# recv recv.packet.unconnected
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
recv(s0, 1, 0)

# recv recv.peek
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s1, 1, 0, 0)
recv(s0, 1, MSG_PEEK)

# recv recv.peek-offset.beyond
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_PEEK_OFF, 15)
send(s1, 1, 0, 0)
recv(s0, 1, MSG_PEEK|MSG_DONTWAIT)

# recv recv.peek-offset.empty
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s1, 0, 0, 0)
setsockopt(s0, SO_PEEK_OFF, 0)
recv(s0, 1, MSG_PEEK)

# recv recv.peek-offset.end
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_PEEK_OFF, 17)
sendmsg(s1, 1, 0, 0, [])
shutdown(s0, SHUT_RDWR)
recv(s0, 1, MSG_PEEK)

# recv recv.peek-offset.front
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_PEEK_OFF, 0)
sendmsg(s1, 1, 0, 0, [])
recv(s0, 1, MSG_PEEK)

# recv recv.peek-offset.rest
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_PEEK_OFF, 6)
send(s1, 11, 0, 0)
recv(s0, 1, MSG_PEEK|MSG_TRUNC)

# recv recv.peek-urgent.nothing
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recv(s0, 1, MSG_PEEK|MSG_DONTWAIT)

# recv recv.peek.all
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
recv(s1, 2, MSG_PEEK|MSG_WAITALL)

# recv recv.record.end-at-once
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
shutdown(s0, SHUT_RDWR)
recv(s0, 1, MSG_DONTWAIT)

# recv recv.record.reset
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s1, 1, 0, 0)
send(s0, 1, 1, 0)
close(s0)
recv(s1, 1, 0)

# recv recv.reset.never-accepted
[s0, s1] = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"63l5pb")
listen(s0, 0)
connect(s1, abstract:"63l5pb")
close(s0)
recv(s1, 1, 0)

# recv recv.rights.barrier-unseen
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmmsg(s0, [1:0:rights[s1], 12:1], 0)
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
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
recv(s1, 1, MSG_OOB)

# recv recvmsg.urgent.alone
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s1, 1, 0, MSG_OOB, [rights[s0]])
recv(s0, 1, MSG_OOB)

# recvfrom address.cut
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"8qmmp/")
sendto(s0, 1, 0, 0, abstract:"8qmmp/")
recvfrom(s0, 1, 0, 3)

# recvfrom fd.not-open
recvfrom(s9999, 1, 0)

# recvfrom fd.not-socket
s2 = memfd_create(0)
recvfrom(s2, 1, 0)

# recvfrom recv.after-close
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmmsg(s0, [40:3], 0)
close(s0)
recvfrom(s1, 1, 0)

# recvfrom recv.all
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
recvfrom(s1, 1, MSG_WAITALL)

# recvfrom recv.all.end
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
shutdown(s0, SHUT_RDWR)
recvfrom(s1, 2, MSG_WAITALL)

# recvfrom recv.all.stops-at-rights
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
[s4, s5] = socketpair(AF_UNIX, SOCK_STREAM, 0)
s6 = getsockopt(s4, SO_PEERPIDFD, 4)
sendmsg(s0, 1, 0, 0, [rights[s6]])
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
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, SHUT_RDWR)
recvfrom(s0, 1, 0)

# recvfrom recv.datagram.peer-closed
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
close(s1)
recvfrom(s0, 1, MSG_DONTWAIT)

# recvfrom recv.datagram.reset
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p2")
bind(s1, abstract:"41bjq")
connect(s1, path:"p2")
connect(s0, abstract:"41bjq")
send(s1, 1, 0, 0)
connect(s0, bytes:0000)
recvfrom(s1, 1, 0)

# recvfrom recv.datagram.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s1, SHUT_RDWR)
recvfrom(s1, 1, MSG_DONTWAIT)

# recvfrom recv.edge.before
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
recvfrom(s1, 1, 0)

# recvfrom recv.end
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
close(s1)
recvfrom(s0, 1, 0)

# recvfrom recv.end.mark
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recv(s0, 1, MSG_OOB)
close(s0)
recvfrom(s1, 1, 0)

# recvfrom recv.end.shut
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"2u0cq\xff")
listen(s0, 0)
shutdown(s1, SHUT_RD)
connect(s1, abstract:"2u0cq\xff")
recvfrom(s1, 1, 0)

# recvfrom recv.handed-on
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
[s2, s3] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s2, 1, 0, 0, [rights[s0]])
become({uid 1001/1001/1000 gid 0/0/0 groups [] caps all})
[s4] = recvmsg(s3, 1, 0, 1028)
send(s1, 1, 1, 0)
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
[s2, s3] = recvmsg(s0, 1, MSG_OOB, 64)
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
recvfrom(s0, 1, MSG_PEEK)

# recvfrom recv.mark.stops.taken
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 2, 0, MSG_OOB)
recv(s0, 1, MSG_OOB)
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
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s0, 1, 0, 0, [])
recvfrom(s1, 0, 0)

# recvfrom recv.packet.unconnected
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
recvfrom(s0, 1, 0)

# recvfrom recv.peek
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s1, 1, 0, 0)
recvfrom(s0, 1, MSG_PEEK)

# recvfrom recv.peek-offset.beyond
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_PEEK_OFF, 1000)
send(s1, 1, 0, 0)
recvfrom(s0, 1, MSG_PEEK|MSG_DONTWAIT)

# recvfrom recv.peek-offset.empty
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s1, 0, 0, 0, [])
setsockopt(s0, SO_PEEK_OFF, 0)
recvfrom(s0, 1, MSG_PEEK)

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
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_PEEK_OFF, 7)
send(s1, 11, 0, 0)
recvfrom(s0, 1, MSG_PEEK|MSG_TRUNC)

# recvfrom recv.peek-urgent.nothing
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recvfrom(s0, 1, MSG_PEEK|MSG_DONTWAIT)

# recvfrom recv.peek.all
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
recvfrom(s1, 2, MSG_PEEK|MSG_WAITALL)

# recvfrom recv.record
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s1, 1, 0, 0, [])
recvfrom(s0, 1, 0)

# recvfrom recv.record.end-at-once
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
shutdown(s1, SHUT_RD)
recvfrom(s1, 1, MSG_DONTWAIT)

# recvfrom recv.record.reset
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s1, 1, 0, 0)
send(s0, 1, 1, 0)
close(s0)
recvfrom(s1, 1, 0)

# recvfrom recv.reset.never-accepted
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p1")
listen(s0, 0)
connect(s1, path:"p1")
close(s0)
recvfrom(s1, 1, 0)

# recvfrom recv.rights.barrier-unseen
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmmsg(s0, [1:0:rights[s1], 12:1], 0)
recvfrom(s1, 2, 0)

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
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
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

# recvmmsg address.cut
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_PASSCRED, 1)
sendmmsg(s0, [15:4], 0)
[s2, s3, s4, s5, s6] = recvmmsg(s1, [0:256:2:5, 46:56:2, 6:20:1], MSG_DONTWAIT)

# recvmmsg fd.lowest
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmmsg(s0, [14:0:rights[s0, s0]], 0)
[s2, s3] = recvmmsg(s1, [14:28:2], 0)

# recvmmsg fd.not-open
recvmmsg(s9999, [], 0)

# recvmmsg fd.not-socket
s0 = memfd_create(0)
recvmmsg(s0, [], 0)

# recvmmsg messages.none
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
recvmmsg(s1, [], 0)

# recvmmsg messages.wait-for-one
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmmsg(s0, [18:0], 0)
recvmmsg(s1, [4:16:0, 15:33:0], MSG_WAITFORONE)

# recvmmsg recv.after-close
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmmsg(s0, [40:3], 0)
close(s0)
recvmmsg(s1, [48:32:0], 0)

# recvmmsg recv.datagram.empty
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmmsg(s0, [0:2], 0)
[s2, s3, s4, s5] = recvmmsg(s1, [5:24:1, 0:39:1, 9:32:1, 6:53:1], MSG_DONTWAIT)

# recvmmsg recv.datagram.end
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s1, SHUT_RD)
recvmmsg(s1, [12:50:0], 0)

# recvmmsg recv.datagram.peer-closed
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM|SOCK_NONBLOCK, 0)
close(s1)
recvmmsg(s0, [1:0:0], 0)

# recvmmsg recv.datagram.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s1, SHUT_RDWR)
recvmmsg(s1, [7:79:0], MSG_DONTWAIT)

# recvmmsg recv.empty
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
recvmmsg(s1, [10:32:0], MSG_DONTWAIT)

# recvmmsg recv.end
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
close(s0)
recvmmsg(s1, [2:16:0], 0)

# recvmmsg recv.peek-offset.within
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s1, SO_PEEK_OFF, 1)
sendmmsg(s0, [16:7], 0)
recvmmsg(s1, [4:1:0], MSG_PEEK)

# recvmmsg recv.stream.unconnected
s2 = socket(AF_UNIX, SOCK_STREAM, 0)
recvmmsg(s2, [7:54:0], 0)

# recvmmsg recvmmsg.error
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmmsg(s0, [5:1], 0)
close(s1)
recvmmsg(s0, [], 0)

# recvmmsg recvmmsg.no-time
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
recvmmsg(s1, [], 0, nanoseconds)

# recvmmsg recvmsg.cloexec
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmmsg(s0, [6:9, 5:10, 11:11:rights[s0]], 0)
[s2, s3, s4] = recvmmsg(s1, [8:28:2, 3:0:0, 7:20:1], MSG_CMSG_CLOEXEC)

# recvmmsg recvmsg.creds.end
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_PASSCRED, 1)
shutdown(s1, SHUT_WR)
recvmmsg(s0, [7:62:0], 0)

# recvmmsg recvmsg.creds.nobody
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmmsg(s0, [39:7], 0)
setsockopt(s1, SO_PASSCRED, 1)
[s2, s3, s4, s5, s6, s7, s8] = recvmmsg(s1, [3:24:2, 7:20:1, 14:64:2, 0:57:2], 0)

# recvmmsg recvmsg.inq
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_INQ, 1)
shutdown(s1, SHUT_RD)
recvmmsg(s1, [0:40:0:20], 0)

# recvmmsg recvmsg.inq.cut
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_INQ, 1)
shutdown(s1, SHUT_RD)
recvmmsg(s1, [1:0:0], 0)

# recvmmsg recvmsg.order
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSCRED, 1)
sendmmsg(s0, [1:0:rights[s0, s0]], 0)
[s2, s3, s4, s5, s6, s7] = recvmmsg(s1, [11:256:2, 60:64:2, 11:1100:2], MSG_DONTWAIT)

# recvmmsg recvmsg.rights.no-room
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmmsg(s0, [14:0:rights[s0, s0]], 0)
[s2, s3] = recvmmsg(s1, [14:28:2, 9:0:0], MSG_PEEK)

# recvmmsg recvmsg.security.none
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSSEC, 1)
sendmmsg(s0, [2:8], 0)
recvmmsg(s1, [1:256:0], 0)

# recvmsg address.cut
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"mgfnq")
sendto(s0, 1, 0, 0, abstract:"mgfnq")
recvmsg(s0, 1, 0, 64, 3)

# recvmsg fd.not-open
recvmsg(s9997, 1, 0, 20)

# recvmsg fd.not-socket
[s2, s3] = pipe2(0)
recvmsg(s2, 1, 0, 15)

# recvmsg recv.after-close
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
close(s0)
recvmsg(s1, 1, 0, 0)

# recvmsg recv.all
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
[s2, s3] = recvmsg(s1, 1, MSG_WAITALL, 64)

# recvmsg recv.all.end
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
shutdown(s0, SHUT_RDWR)
recvmsg(s1, 2, MSG_WAITALL, 0)

# recvmsg recv.all.stops-at-rights
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
s2 = memfd_create(0)
sendmsg(s0, 1, 0, 0, [rights[s2]])
[s4] = recvmsg(s1, 2, MSG_WAITALL, 24)

# recvmsg recv.creds.part-or-join
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSCRED, 1)
sendmsg(s0, 1, 0, 0, [])
sendmsg(s0, 1, 1, 0, [])
recvmsg(s1, 2, 0, 28)

# recvmsg recv.datagram.empty
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s1, 0, 0, 0)
[s2] = recvmsg(s0, 1, 0, 64)

# recvmsg recv.datagram.end
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, SHUT_RDWR)
recvmsg(s0, 1, 0, 0)

# recvmsg recv.datagram.peer-closed
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
close(s0)
recvmsg(s1, 1, MSG_DONTWAIT, 0)

# recvmsg recv.datagram.reset
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"/proc/self/cwd/p2")
[s2, s3] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s2, 1, 0, 0)
connect(s3, path:"/proc/self/cwd/p2")
recvmsg(s2, 1, 0, 0)

# recvmsg recv.datagram.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, SHUT_RD)
[s2] = recvmsg(s0, 1, MSG_DONTWAIT, 64)

# recvmsg recv.edge.before
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
recvmsg(s1, 1, 0, 0)

# recvmsg recv.end.mark
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recvfrom(s0, 1, MSG_OOB)
close(s0)
[s2, s3, s4, s5, s6, s7, s8, s9] = recvmsg(s1, 1, 0, 64)

# recvmsg recv.end.peer-shut
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
shutdown(s1, SHUT_RDWR)
[s2] = recvmsg(s0, 1, 0, 64)

# recvmsg recv.end.shut
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"ijckp\x00")
listen(s0, 0)
shutdown(s1, SHUT_RD)
connect(s1, abstract:"ijckp\x00")
[s3, s4, s5, s6, s7, s8, s9, s10] = recvmsg(s1, 1, 0, 64)

# recvmsg recv.handed-on
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 2, 0, 0, [rights[s1]])
become({uid 1000/1001/1001 gid 0/0/0 groups [] caps all})
[s2, s3] = recvmsg(s1, 1, 0, 31)
[s4] = recvmsg(s1, 1, 0, 256)

# recvmsg recv.hurried-by-the-file
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET|SOCK_NONBLOCK, 0)
recvmsg(s0, 1, 0, 0)

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
send(s1, 1, 2, 0)
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
recv(s0, 1, MSG_OOB)
[s2, s3, s4, s5, s6, s7, s8, s9] = recvmsg(s0, 2, 0, 64)

# recvmsg recv.mark.taken
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
recv(s0, 1, MSG_OOB)
[s2, s3, s4, s5, s6, s7, s8, s9] = recvmsg(s0, 1, MSG_DONTWAIT, 64)

# recvmsg recv.no-time
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_RCVTIMEO, -1000)
recvmsg(s0, 1, 0, 64)

# recvmsg recv.packet.unconnected
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
recvmsg(s0, 1, 0, 0)

# recvmsg recv.peek-offset.beyond
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_PEEK_OFF, 14)
send(s1, 1, 0, 0)
[s2] = recvmsg(s0, 1, MSG_PEEK|MSG_DONTWAIT, 64)

# recvmsg recv.peek-offset.empty
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s1, 0, 0, 0)
setsockopt(s0, SO_PEEK_OFF, 0)
[s2] = recvmsg(s0, 1, MSG_PEEK, 64)

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
setsockopt(s0, SO_PEEK_OFF, 6)
send(s1, 11, 0, 0)
recvmsg(s0, 1, MSG_PEEK|MSG_TRUNC, 0)

# recvmsg recv.peek-urgent.nothing
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
[s2, s3, s4, s5, s6, s7, s8, s9] = recvmsg(s0, 1, MSG_PEEK|MSG_DONTWAIT, 64)

# recvmsg recv.peek.all
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
recvmsg(s1, 2, MSG_PEEK|MSG_WAITALL, 1100)

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
[s0, s1] = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"63l5pb")
listen(s0, 0)
connect(s1, abstract:"63l5pb")
close(s0)
recvmsg(s1, 1, 0, 0)

# recvmsg recv.rights.barrier-unseen
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmmsg(s0, [1:0:rights[s1], 12:1], 0)
recvmsg(s1, 2, 0, 0)

# recvmsg recv.sent-before-accept
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"ltmfp/")
listen(s0, 0)
connect(s1, abstract:"ltmfp/")
send(s1, 1, 0, 0)
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
recvmsg(s1, 1, MSG_OOB, 0)

# recvmsg recv.urgent.peek
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, MSG_OOB)
[s2, s3] = recvmsg(s0, 1, MSG_OOB|MSG_PEEK, 0)

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

# recvmsg recvmsg.creds.claimed
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSCRED, 1)
sendmsg(s0, 1, 0, 0, [creds(pid(0), 1001, 0)])
recvmsg(s1, 1, 0, 1100)

# recvmsg recvmsg.creds.end
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
close(s0)
setsockopt(s1, SO_PASSCRED, 2)
recvmsg(s1, 1, 0, 54)

# recvmsg recvmsg.creds.last-claim
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSCRED, 1)
sendmsg(s0, 1, 0, 0, [creds(pid(0), 0, 0), creds(pid(0), 0, 0)])
recvmsg(s1, 1, 0, 28)

# recvmsg recvmsg.creds.nobody
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
setsockopt(s1, SO_PASSCRED, 1)
recvmsg(s1, 1, 0, 64)

# recvmsg recvmsg.creds.without-room
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s1, SO_PASSCRED, 1)
sendmsg(s0, 1, 0, 0, [])
recvmsg(s1, 1, 0, 0)

# recvmsg recvmsg.inq
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_INQ, 1)
close(s1)
recvmsg(s0, 1, 0, 80)

# recvmsg recvmsg.order
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_INQ, 1)
sendmsg(s1, 1, 0, 0, [rights[s1]])
[s2, s3] = recvmsg(s0, 1, 0, 41)

# recvmsg recvmsg.pidfd.again
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSPIDFD, 1)
sendmsg(s0, 2, 0, 0, [])
[s2] = recvmsg(s1, 1, 0, 51)
recvmsg(s1, 1, 0, 43)

# recvmsg recvmsg.pidfd.claimed
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s1, SO_PASSPIDFD, 1)
sendmsg(s0, 1, 0, 0, [creds(1, 1000, 0)])
recvmsg(s1, 1, 0, 44)

# recvmsg recvmsg.pidfd.cut
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSPIDFD, 1)
sendmsg(s0, 1, 0, 0, [rights[s1]])
[s2, s3, s4] = recvmsg(s1, 1, 0, 28)

# recvmsg recvmsg.pidfd.kept
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s1, SO_PASSPIDFD, 2)
send(s0, 1, 0, 0)
[s2] = recvmsg(s1, 1, 0, 56, 128, pidfd)

# recvmsg recvmsg.pidfd.nobody
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s0, 1, 0, 0)
setsockopt(s1, SO_PASSPIDFD, 1)
recvmsg(s1, 1, 0, 24)

# recvmsg recvmsg.pidfd.peeked
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSPIDFD, 1)
send(s0, 1, 0, 0)
[s2] = recvmsg(s1, 1, MSG_PEEK, 80)

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
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
s5 = open("t5", RDWR|CREAT, 0666)
sendmsg(s1, 1, 0, 0, [rights[s5]])
[s7, s8, s9, s10] = recvmsg(s0, 1, 0, 53)

# recvmsg recvmsg.rights.of-no-bytes
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [rights[s0]])
[s2] = recvmsg(s1, 0, 0, 64)

# recvmsg recvmsg.rights.path-only
mknod("p0", SOCK, 0777)
s0 = open("p0", PATH|NOFOLLOW, 00)
[s2, s3] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s2, 1, 0, 0, [rights[s0]])
[s1] = recvmsg(s3, 1, 0, 24)

# recvmsg recvmsg.rights.reachable
s0 = socket(AF_INET6, SOCK_DGRAM, 0)
[s1, s2] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s1, 1, 0, 0, [rights[s0]])
close(s0)
[s3] = recvmsg(s2, 1, 0, 1028)

# recvmsg recvmsg.security.none
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmmsg(s0, [0:2], 0)
setsockopt(s1, SO_PASSSEC, 1)
[s2] = recvmsg(s1, 1, 0, 96)

# rename rename.across-mounts
mkdir("d", 0777)
mounts(new)
mount_bind("d", "d", 1)
rename("p0", "d/x")

# rename rename.denied
mkdir("d", 0777)
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"d/p0")
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
rename("d/p0", "d/new")

# rename rename.directory-over-another
mkdir("d", 0777)
symlink("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", "far")
rename("d", "far")

# rename rename.eacces
mkdir("d", 0777)
chmod("d", 0700)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})
rename("d/d", "p0")

# rename rename.eloop
mkdir("d", 0777)
symlink("loop", "loop")
rename("d/new", "loop/x")

# rename rename.enametoolong
rename("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", "p1")

# rename rename.enoent
rename("p1", "p0")

# rename rename.enotdir
mknod("d", FIFO, 00)
rename("d/p0", "l")

# rename rename.over-directory
mkdir("d", 0777)
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"d/p0")
mkdir("d/p1", 0777)
rename("d/p0", "d/p1")

# rename rename.read-only
mkdir("d", 0777)
mounts(new)
mount_bind("d", "d", 1)
rename("d/p0", "d/new")

# rename rename.sticky
mkdir("d", 0777)
chmod("d", 01777)
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"d/p0")
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
rename("d/p0", "d/p1")

# reopen fd.limit
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
limit(0)
s2 = reopen(s0, RDONLY)

# reopen open.dead-socket
mknod("p0", SOCK, 0777)
s0 = open("p0", PATH, 00)
s1 = reopen(s0, RDONLY)

# reopen open.directory-write
mkdir("p0", 0777)
s0 = open("p0", PATH|NOFOLLOW, 00)
s1 = reopen(s0, WRONLY|NONBLOCK)

# reopen open.link
symlink("p0", "link")
s0 = open("link", PATH|NOFOLLOW, 00)
s1 = reopen(s0, RDONLY|APPEND|NONBLOCK)

# reopen open.noatime
mkdir("p0", 0777)
become({uid 1001/1000/0 gid 0/0/0 groups [] caps none})
s0 = open("p0", PATH, 00)
s1 = reopen(s0, RDONLY|NOATIME)

# reopen open.noatime.socket
mknod("p0", SOCK, 0777)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
s0 = open("p0", PATH|NOFOLLOW, 00)
s1 = reopen(s0, RDONLY|NOATIME)

# reopen open.not-directory
mknod("p0", REG, 0777)
s0 = open("p0", PATH|NOFOLLOW, 00)
s1 = reopen(s0, RDONLY|TRUNC|NONBLOCK|DIRECTORY|DIRECT|PATH)

# reopen open.opened
mknod("p0", REG, 0777)
s0 = open("p0", PATH|NOFOLLOW, 00)
s1 = reopen(s0, WRONLY|TRUNC|APPEND|NONBLOCK|NOATIME)

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
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
s1 = open("p0", PATH, 00)
s2 = reopen(s1, RDONLY|NONBLOCK|DIRECT)

# reopen reopen.absent
s0 = reopen(s9999, RDONLY)

# reopen reopen.not-directory
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
s1 = reopen(s0, WRONLY|TRUNC|NONBLOCK|DIRECTORY|PATH)

# reopen reopen.socket
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
s1 = reopen(s0, RDWR|APPEND|NONBLOCK)

# rmdir name.removed
mkdir("l", 0340)
rmdir("l")

# rmdir rmdir.denied
mkdir("d", 0777)
symlink("loop", "d/loop")
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps NET_BIND_SERVICE+DAC_READ_SEARCH+FOWNER+CHOWN+FSETID+SETGID+NET_RAW+KILL})
rmdir("d/loop")

# rmdir rmdir.eacces
mkdir("d", 0777)
chmod("d", 0700)
become({uid 1001/1000/1000 gid 0/0/0 groups [] caps none})
rmdir("d/d")

# rmdir rmdir.eloop
symlink("loop", "loop")
rmdir("loop/x")

# rmdir rmdir.enametoolong
rmdir("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")

# rmdir rmdir.enoent
rmdir("p0")

# rmdir rmdir.enotdir
mknod("p0", SOCK, 0777)
rmdir("p0/x")

# rmdir rmdir.full
mkdir("d", 0777)
symlink("loop", "d/loop")
rmdir("d")

# rmdir rmdir.kind
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"l")
rmdir("l")

# rmdir rmdir.read-only
mkdir("d", 0777)
mounts(new)
mount_bind("d", "d", 1)
rmdir("d/new")

# rmdir rmdir.sticky
mkdir("d", 0777)
chmod("d", 01777)
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"d/p0")
rename("d/p0", "d/p1")
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})
rmdir("d/p1")

# scm_fds scm_fds.embryos
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"bg1pp")
listen(s0, 0)
scm_fds(s0)

# scm_fds scm_fds.not-open
scm_fds(s9998)

# scm_fds scm_fds.waiting
[s4, s5] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
scm_fds(s5)

# send fd.not-open
send(s9998, 1, 0, 0)

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
bind(s0, abstract:"be5wq")
connect(s0, abstract:"be5wq")
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

# send send.datagram.peer-deaf
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s1, SHUT_RD)
send(s0, 1, 0, 0)

# send send.datagram.peer-without-its-name
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0")
connect(s1, path:"p0")
unlink("p0")
send(s1, 1, 0, 0)

# send send.datagram.peers
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmmsg(s0, [0:0, 5:1, 2:2, 1:3, 22:4, 8:5, 0:6, 1:7, 12:8, 7:9, 1:10], 0)
send(s0, 1, 11, 0)

# send send.datagram.reset
[s1, s2] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s2, 1, 0, 0)
connect(s1, bytes:00000000)
send(s2, 1, 2, 0)

# send send.datagram.room.full
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 16384)
send(s0, 32735, 0, 0)
send(s0, 1, 1, MSG_DONTWAIT)

# send send.datagram.room.full-or-refused
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 0)
send(s0, 1850, 0, 0)
shutdown(s1, SHUT_RDWR)
send(s0, 1, 2, MSG_DONTWAIT)

# send send.datagram.room.no-time
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 0)
send(s0, 1, 0, 0)
send(s0, 3700, 1, 0)
setsockopt(s0, SO_SNDTIMEO, -1000)
send(s0, 1, 3, 0)

# send send.datagram.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, SHUT_WR)
send(s0, 1, 0, 0)

# send send.datagram.third-party
s1 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s1, abstract:"cmmlq/")
[s2, s3] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
connect(s3, abstract:"cmmlq/")
send(s2, 1, 0, 0)

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
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps all})
sendmsg(s0, 1, 0, 0, [rights[s0]])
[s2, s3] = recvmsg(s1, 1, 0, 32)
send(s0, 1, 1, 0)

# send send.hurried-by-the-file
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM|SOCK_NONBLOCK, 0)
setsockopt(s0, SO_SNDBUF, 4096)
sendmsg(s0, 7500, 0, 0, [])
send(s0, 1, 1, 0)

# send send.nowhere
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s0, 1, 1, 0, nowhere)

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
bind(s0, abstract:"5z0cp")
listen(s0, 0)
shutdown(s1, SHUT_RD)
connect(s1, abstract:"5z0cp")
s2 = accept4(s0, 0)
send(s2, 1, 0, MSG_OOB)

# send send.urgent.room
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_SNDBUF, 0)
send(s1, 1, 0, MSG_OOB)

# send send.urgent.unsupported
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s1, 1, 0, MSG_OOB)

# sendmmsg control.malformed
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmmsg(s1, [1:0:raw(1, 99, "00000000")], 0)

# sendmmsg fd.not-open
sendmmsg(s9997, [], 0)

# sendmmsg fd.not-socket
s0 = memfd_create(0)
sendmmsg(s0, [], 0)

# sendmmsg messages.most
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmmsg(s0, [0:3], 0, 1025)

# sendmmsg messages.none
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmmsg(s0, [], 0)

# sendmmsg messages.some
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmmsg(s0, [2:0, 2:1:raw(1, 99, "00000000")], 0)

# sendmmsg rights.closed
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmmsg(s0, [0:0:rights[s9998, s1]], 0)

# sendmmsg send.datagram.peer-deaf
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, SHUT_RD)
sendmmsg(s1, [0:6], 0)

# sendmmsg send.datagram.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, SHUT_WR)
sendmmsg(s0, [7:6], 0)

# sendmmsg send.datagram.unconnected
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
close(s1)
send(s0, 1, 2, 0)
sendmmsg(s0, [0:6], 0)

# sendmmsg send.datagram.unconnected-or-shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
close(s1)
sendmmsg(s0, [8:6], 0)
shutdown(s0, SHUT_WR)
sendmmsg(s0, [8:10], 0)

# sendmmsg send.packet.reset
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmmsg(s0, [9:0], 0)
close(s1)
sendmmsg(s0, [25:1], 0)

# sendmmsg send.packet.unconnected
s2 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
sendmmsg(s2, [9:6], 0)

# sendmmsg send.peer-closed
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
close(s1)
sendmmsg(s0, [10:4], 0)

# sendmmsg send.rights-refused
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSRIGHTS, 0)
sendmmsg(s0, [16:0:rights[s0, s0]], 0)

# sendmmsg send.sigpipe
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
shutdown(s1, SHUT_RDWR)
sendmmsg(s0, [1:2], 0)

# sendmmsg send.sigpipe.silenced
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
shutdown(s1, SHUT_WR)
sendmmsg(s1, [10:9], MSG_NOSIGNAL)

# sendmmsg send.unconnected
s2 = socket(AF_UNIX, SOCK_STREAM, 0)
sendmmsg(s2, [7:8], 0)

# sendmsg control.malformed
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s0, 1, 0, 0, [raw(0, 1, "0000000000000000", 0)])

# sendmsg creds.denied
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
sendmsg(s0, 1, 0, 0, [creds(1, 0, 0)])

# sendmsg creds.length
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s0, 1, 0, 0, [raw(1, 2, "01000000")])

# sendmsg creds.no-process
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [creds(0, 0, 0)])

# sendmsg creds.unmapped
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [creds(pid(0), 4294967295, 5)])

# sendmsg fd.not-open
sendmsg(s9998, 1, 0, 0, [])

# sendmsg fd.not-socket
[s0, s1] = pipe2(0)
sendmsg(s0, 1, 0, 0, [])

# sendmsg rights.closed
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s0, 1, 1, 0, [rights[s2]])

# sendmsg rights.ring
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
s5 = special(io_uring, 0)
sendmsg(s0, 1, 0, 0, [rights[s5]])

# sendmsg rights.too-many
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
s4 = socket(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [rights[s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4, s4], rights[s4, s4]])

# sendmsg send.addressed.connected
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s1, 1, 0, 0, [], abstract:"9dbwq")

# sendmsg send.addressed.unconnected
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [], path:"p2")

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
bind(s0, abstract:"du8nq")
sendmsg(s0, 1, 0, 0, [], abstract:"du8nq")

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
shutdown(s1, SHUT_RDWR)
sendmsg(s0, 1, 0, 0, [])

# sendmsg send.datagram.peer-without-its-name
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0")
connect(s1, path:"p0")
unlink("p0")
sendmsg(s1, 1, 0, 0, [])

# sendmsg send.datagram.peers
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmmsg(s0, [0:0, 5:1, 2:2, 1:3, 22:4, 8:5, 0:6, 1:7, 12:8, 7:9, 1:10], 0)
sendmsg(s0, 1, 11, 0, [])

# sendmsg send.datagram.reset
s1 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s1, abstract:"bei3q")
[s2, s3] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s3, 1, 0, 0)
connect(s2, abstract:"bei3q")
sendmsg(s3, 1, 1, 0, [])

# sendmsg send.datagram.rights-refused
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_PASSRIGHTS, 0)
sendmsg(s1, 1, 0, 0, [rights[s1]])

# sendmsg send.datagram.room
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 4096)
sendmsg(s0, 1, 0, 0, [])

# sendmsg send.datagram.room.full
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 16384)
send(s0, 32735, 0, 0)
sendmsg(s0, 1, 1, MSG_DONTWAIT, [])

# sendmsg send.datagram.room.full-or-refused
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 0)
send(s0, 1850, 0, 0)
sendmsg(s0, 1, 2, MSG_DONTWAIT, [], abstract:"64banobody")

# sendmsg send.datagram.room.no-time
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 4096)
send(s0, 3700, 0, 0)
send(s0, 3700, 1, MSG_DONTWAIT)
setsockopt(s0, SO_SNDTIMEO, -1000)
sendmsg(s0, 1, 4, 0, [])

# sendmsg send.datagram.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, SHUT_WR)
sendmsg(s0, 1, 0, 0, [])

# sendmsg send.datagram.third-party
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"j3nvq")
sendmsg(s0, 1, 0, 0, [], abstract:"j3nvq")

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
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps all})
sendmsg(s0, 1, 0, 0, [rights[s0]])
[s2, s3] = recvmsg(s1, 1, 0, 32)
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
setsockopt(s1, SO_PASSRIGHTS, 0)
sendmsg(s0, 1, 0, 0, [rights[s1]])

# sendmsg send.rights.by-netlink
s0 = socket(16, SOCK_RAW, 0)
sendmsg(s0, 1, 0, 0, [rights[]])

# sendmsg send.rights.by-udp
s0 = socket(AF_INET, SOCK_DGRAM, 0)
bind(s0, inet:127.0.0.1:0)
sendmsg(s0, 1, 0, 0, [rights[]], inet:127.0.0.1:9)

# sendmsg send.rights.exempt
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
[s2, s3] = socketpair(AF_UNIX, SOCK_STREAM, 0)
flights(0)
become({uid 58984/1001/1001 gid 0/0/0 groups [] caps all})
sendmsg(s3, 1, 0, 0, [rights[s2]])
sendmsg(s0, 1, 1, 0, [rights[s1]])

# sendmsg send.rights.landed
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
[s2, s3] = socketpair(AF_UNIX, SOCK_STREAM, 0)
[s4, s5] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
flights(3)
become({uid 26638/26638/26638 gid 0/0/0 groups [] caps none})
sendmsg(s2, 1, 0, 0, [rights[s3, s3, s3, s3]])
sendmsg(s0, 1, 1, 0, [rights[s1]])
[s6, s7, s8, s9] = recvmsg(s3, 1, 0, 1028)
sendmsg(s5, 1, 2, 0, [rights[s4]])

# sendmsg send.rights.short
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 230000, 0, MSG_DONTWAIT, [rights[s1]])

# sendmsg send.rights.without-a-byte
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s1, 0, 0, 0, [rights[s1]])

# sendmsg send.sigpipe.silenced
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
shutdown(s1, SHUT_RD)
sendmsg(s0, 1, 0, MSG_NOSIGNAL, [])

# sendmsg send.stream.empty
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s1, 0, 0, 0, [])

# sendmsg send.stream.full-or-refused
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_SNDBUF, 4096)
send(s0, 1700, 3, 0)
send(s0, 1700, 4, MSG_DONTWAIT)
setsockopt(s1, SO_PASSRIGHTS, 0)
sendmsg(s0, 1, 5, MSG_DONTWAIT, [rights[s1]])

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

# sendmsg send.urgent.room
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_SNDBUF, 0)
sendmsg(s1, 1, 0, MSG_OOB, [])

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
sendmsg(s1, 1, 0, 0, [], abstract:"ckm4p")

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
sendmsg(s1, 1, 0, 0, [], path:"p2")

# sendmsg sendto.path.nobody
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s0, 1, 0, 0, [], path:".")

# sendmsg sendto.path.not-directory
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0")
sendmsg(s0, 1, 0, 0, [], path:"p0/p1")

# sendmsg sendto.path.permission
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"/proc/self/cwd/p0")
become({uid 0/1000/1001 gid 0/0/0 groups [] caps none})
sendmsg(s0, 1, 0, 0, [], path:"/proc/self/cwd/p0")

# sendmsg sendto.path.type
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p2")
[s1, s2] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmsg(s1, 1, 0, 0, [], path:"p2")

# sendmsg sendto.through-a-descriptor
[s0, s2] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0")
s1 = open("p0", PATH, 00)
sendmsg(s2, 1, 0, 0, [], proc:s1)

# sendto fd.not-open
sendto(s9998, 1, 0, 0, abstract:"nobody")

# sendto fd.not-socket
[s0, s1] = pipe2(0)
sendto(s0, 1, 1, 0, abstract:"nobody")

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
bind(s0, abstract:"hx0pp")
sendto(s0, 0, 0, 0, abstract:"hx0pp")

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
bind(s0, path:"p2")
shutdown(s0, SHUT_RD)
sendto(s0, 1, 0, 0, path:"p2")

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
[s1, s2] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s2, 1, 0, 0)
connect(s1, bytes:00000000)
sendto(s2, 1, 2, 0, abstract:"nobody")

# sendto send.datagram.room
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
s2 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s2, abstract:"40pip")
setsockopt(s0, SO_SNDBUF, 5000)
sendto(s0, 1, 0, 0, abstract:"40pip")

# sendto send.datagram.room.full
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 16384)
send(s0, 32735, 0, 0)
sendto(s0, 1, 1, MSG_DONTWAIT, abstract:"nobody")

# sendto send.datagram.room.no-time
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 0)
send(s0, 1, 0, 0)
send(s0, 3700, 1, 0)
setsockopt(s0, SO_SNDTIMEO, -1000)
sendto(s0, 1, 3, 0, abstract:"nobody")

# sendto send.datagram.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, SHUT_WR)
sendto(s0, 1, 0, 0, abstract:"ih0lq")

# sendto send.datagram.third-party
[s0, s1] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p2")
bind(s1, path:"p1")
connect(s1, path:"p2")
sendto(s1, 1, 0, 0, path:"p1")

# sendto send.datagram.too-large
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 5000)
sendto(s0, 9969, 0, 0, abstract:"nobody")

# sendto send.handed-on
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps all})
sendmsg(s0, 1, 0, 0, [rights[s0]])
[s2, s3] = recvmsg(s1, 1, 0, 32)
sendto(s0, 1, 1, 0, abstract:"nobody")

# sendto send.hurried-by-the-file
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM|SOCK_NONBLOCK, 0)
setsockopt(s0, SO_SNDBUF, 4096)
write(s0, 3700, 1)
sendto(s0, 1, 3, 0, abstract:"2j08nobody")

# sendto send.packet.reset
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s1, 1, 0, 0)
close(s0)
sendto(s1, 1, 1, 0, abstract:"nobody")

# sendto send.packet.unconnected
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
sendto(s0, 1, 0, 0, abstract:"3t0pq")

# sendto send.peer-closed
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
close(s1)
sendto(s0, 1, 0, 0, abstract:"946bp")

# sendto send.peer-deaf
[s0, s1] = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"p1")
listen(s0, 0)
shutdown(s1, SHUT_RDWR)
connect(s1, path:"p1")
s2 = accept4(s0, 0)
sendto(s2, 1, 3, 0, abstract:"nobody")

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
s0 = socket(AF_INET, SOCK_DGRAM, 0)
sendto(s0, 1, 0, 0, inet:127.0.0.1:1)

# sendto sendto.inet.broadcast
s0 = socket(AF_INET, SOCK_DGRAM, 0)
sendto(s0, 1, 0, 0, inet:127.255.255.255:1)

# sendto sendto.inet.family
s0 = socket(AF_INET, SOCK_DGRAM, 0)
sendto(s0, 1, 0, 0, abstract:"a-name-of-another-family")

# sendto sendto.inet.long
s0 = socket(AF_INET6, SOCK_DGRAM, 0)
sendto(s0, 1, 0, 0, bytes:02001111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111)

# sendto sendto.inet.short
s0 = socket(AF_INET, SOCK_DGRAM, 0)
sendto(s0, 1, 0, 0, bytes:0a00)

# sendto sendto.inet6.family
s0 = socket(AF_INET6, SOCK_DGRAM, 0)
sendto(s0, 1, 0, 0, abstract:"a-name-of-another-family")

# sendto sendto.nobody
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendto(s1, 1, 0, 0, abstract:"aoq4q\x00")

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
sendto(s1, 1, 0, 0, path:"p1")

# sendto sendto.path.nobody
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
sendto(s0, 1, 0, 0, path:".")

# sendto sendto.path.not-directory
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0")
sendto(s0, 1, 0, 0, path:"p0/p1")

# sendto sendto.path.permission
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"/proc/self/cwd/p0")
become({uid 0/1000/1001 gid 0/0/0 groups [] caps none})
sendto(s0, 1, 0, 0, path:"/proc/self/cwd/p0")

# sendto sendto.path.type
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p2")
[s1, s2] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendto(s1, 1, 0, 0, path:"p2")

# sendto sendto.through-a-descriptor
[s0, s2] = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0")
s1 = open("p0", PATH, 00)
sendto(s2, 1, 0, 0, proc:s1)

# setsockopt fd.not-open
setsockopt(s9997, SO_INCOMING_CPU, 0)

# setsockopt fd.not-socket
s2 = memfd_create(0)
setsockopt(s2, SO_TYPE, 0)

# setsockopt setsockopt.busy-poll.denied
s0 = socket(AF_INET6, SOCK_DGRAM, 0)
setsockopt(s0, SO_BUSY_POLL, 0)
become({uid 0/0/0 gid 0/0/0 groups [] caps all-NET_ADMIN-NET_RAW})
setsockopt(s0, SO_BUSY_POLL, 1)

# setsockopt setsockopt.busy-poll.negative
s0 = socket(AF_INET6, SOCK_DGRAM, 0)
setsockopt(s0, SO_BUSY_POLL, -1)

# setsockopt setsockopt.debug.denied
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
setsockopt(s0, SO_DEBUG, 1)

# setsockopt setsockopt.filter.locked
s0 = socket(AF_INET6, SOCK_DGRAM, 0)
setsockopt(s0, SO_LOCK_FILTER, 1)
setsockopt(s0, SO_DETACH_FILTER, 1)

# setsockopt setsockopt.filter.none
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s1, SO_DETACH_FILTER, 0)

# setsockopt setsockopt.force.denied
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
become({uid 0/0/0 gid 0/0/0 groups [] caps all-DAC_OVERRIDE-FSETID-SETGID-SYS_ADMIN-NET_ADMIN})
setsockopt(s1, SO_RCVBUFFORCE, 1153)

# setsockopt setsockopt.inq.length
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_INQ, 1, 16)

# setsockopt setsockopt.inq.length-first
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_INQ, 1, 16)

# setsockopt setsockopt.inq.no-boolean
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_INQ, -1)

# setsockopt setsockopt.inq.no-stream
[s0, s1] = socketpair(AF_UNIX, SOCK_RAW, 1)
setsockopt(s1, SO_INQ, 0)

# setsockopt setsockopt.level
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s1, IPV6_V6ONLY, 2)

# setsockopt setsockopt.long
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_INCOMING_CPU, 0, 5)

# setsockopt setsockopt.mark.denied
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
setsockopt(s0, SO_MARK, 0)

# setsockopt setsockopt.no-time
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDTIMEO, -1)

# setsockopt setsockopt.pass.inet
s0 = socket(AF_INET, SOCK_STREAM, 0)
setsockopt(s0, SO_PASSRIGHTS, 0)

# setsockopt setsockopt.priority.denied
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
become({uid 0/0/0 gid 0/0/0 groups [] caps all-NET_ADMIN-NET_RAW})
setsockopt(s1, SO_PRIORITY, -1)

# setsockopt setsockopt.read-only
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_PEERCRED, 0)

# setsockopt setsockopt.reuseport.unix
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s1, SO_REUSEPORT, 1)

# setsockopt setsockopt.send-low-water
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s1, SO_SNDLOWAT, 1)

# setsockopt setsockopt.short
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
setsockopt(s0, SO_PEERCRED, 0, 2)

# setsockopt setsockopt.unknown
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_RIGHTS_NOTRUNC, 2)

# shutdown fd.not-open
shutdown(s9999, SHUT_RD)

# shutdown fd.not-socket
[s0, s1] = pipe2(0)
shutdown(s0, SHUT_RDWR)

# shutdown shutdown.how
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
shutdown(s1, 3)

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
[s2, s3] = socket(AF_UNIX, SOCK_STREAM, 0)

# socket socket.domain
s0 = socket(46, 15, 2)

# socket socket.flags
s1 = socket(99, 13|64, 6)

# socket socket.ping.denied
s0 = socket(AF_INET, SOCK_DGRAM, 1)

# socket socket.ping.protocol
s0 = socket(AF_INET, SOCK_DGRAM, 58)

# socket socket.ping.supplementary
ping_groups(0, 0)
become({uid 0/0/0 gid 0/5/5 groups [0, 1000] caps all})
s0 = socket(AF_INET, SOCK_DGRAM, 1)

# socket socket.protocol
s0 = socket(AF_UNIX, SOCK_STREAM, 6)

# socket socket.raw.denied
become({uid 0/0/0 gid 0/0/0 groups [] caps all-NET_BIND_SERVICE-DAC_READ_SEARCH-FSETID-SETUID-SYS_ADMIN-NET_RAW})
s0 = socket(AF_INET, SOCK_RAW, 253)

# socket socket.type
s0 = socket(AF_UNIX, SOCK_RDM, 0)

# socket socket.type-range
s0 = socket(AF_UNIX, 15, 0)

# socketpair fd.limit
limit(0)
[s2, s3] = socketpair(AF_UNIX, SOCK_STREAM, 0)

# socketpair socket.domain
[s0, s1] = socketpair(99, SOCK_DGRAM, 0)

# socketpair socket.flags
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM|256, 0)

# socketpair socket.protocol
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 2)

# socketpair socket.type
[s0, s1] = socketpair(AF_UNIX, 6, 0)

# socketpair socket.type-range
[s0, s1] = socketpair(AF_UNIX, 11, 0)

# socketpair socketpair.inet
[s0, s1] = socketpair(AF_INET, SOCK_DGRAM, 0)

# socketpair socketpair.nowhere
[s2, s3] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0, nowhere)

# somaxconn sysctl.by-another-uid
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps all})
somaxconn(1)

# somaxconn sysctl.denied
become({uid 1001/1000/1000 gid 0/0/0 groups [] caps none})
somaxconn(4)

# somaxconn sysctl.somaxconn.negative
somaxconn(-1)

# special fd.limit
limit(0)
s2 = special(eventfd, 0)

# stat stat.eacces
mkdir("d", 0100)
become({uid 1001/1001/1000 gid 0/0/0 groups [] caps none})
stat("d/p0")

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
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps SETGID+NET_ADMIN+KILL})
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
symlink("p0/x", "d/l")

# symlink symlink.enotdir
mknod("d", FIFO, 0700)
symlink("l", "d/l")

# symlink symlink.read-only
mkdir("d", 0777)
mounts(new)
mount_bind("d", "d", 1)
symlink("p0", "d/x")

# truncate truncate.cut
s1 = open("p0", RDWR|CREAT|CLOEXEC, 0700)
truncate("p0", 100)

# truncate truncate.denied
mknod("p0", REG, 0777)
become({uid 0/1000/1000 gid 0/0/0 groups [] caps none})
truncate("p0", 1)

# truncate truncate.directory
mkdir("p0", 0300)
truncate("p0", 100)

# truncate truncate.eacces
mkdir("d", 0777)
chmod("d", 0600)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
truncate("d/d", 3)

# truncate truncate.eloop
symlink("loop", "loop")
truncate("loop/x", 1)

# truncate truncate.enametoolong
truncate("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", 0)

# truncate truncate.enoent
truncate("d/p1", 0)

# truncate truncate.enotdir
mknod("p0", SOCK, 0777)
truncate("p0/", 2)

# truncate truncate.negative
truncate("/proc/self/cwd/d/p0", -1)

# truncate truncate.read-only
mkdir("d", 0777)
mknod("d/x", REG, 0666)
mounts(new)
mount_bind("d", "d", 1)
truncate("d/x", 0)

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
s9 = unix_file(s0)

# unix_file unix_file.unbound
s1 = socket(AF_UNIX, SOCK_STREAM, 0)
s3 = unix_file(s1)

# unix_listed unix_listed.elsewhere
s0 = socket(AF_INET6, SOCK_DGRAM, 0)
unix_listed(s0)

# unix_listed unix_listed.not-open
unix_listed(s9998)

# unix_listed unix_listed.unaccepted
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"l4l7qx")
listen(s0, 0)
unix_listed(s0)

# unlink file-ids.denied
mkdir("d", 0777)
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"d/p0")
become({uid 1000/1001/1000 gid 0/0/0 groups [] caps none})
fsids(1000, 5)
unlink("d/p0")

# unlink unlink.directory
mkdir("d", 0777)
unlink("d")

# unlink unlink.eacces
mkdir("d", 0777)
chmod("d", 0500)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
unlink("d/new")

# unlink unlink.eloop
symlink("l", "l")
unlink("l/x")

# unlink unlink.enametoolong
unlink("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")

# unlink unlink.enoent
unlink("d/")

# unlink unlink.enotdir
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0")
unlink("p0/absent")

# unlink unlink.read-only
mkdir("d", 0777)
mounts(new)
mount_bind("d", "d", 1)
unlink("d/new")

# unlink unlink.sticky
mkdir("d", 0777)
chmod("d", 01733)
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"d/p0")
become({uid 0/1000/0 gid 0/0/0 groups [] caps none})
unlink("d/p0")

# unmount unmount.denied
mkdir("d", 0777)
mounts(new)
become({uid 0/0/0 gid 0/0/0 groups [] caps all-SYS_ADMIN})
unmount("d")

# unmount unmount.done
mkdir("d", 0777)
mounts(new)
mount_bind(".", "d", 0)
unmount("d")

# unmount unmount.nothing
mkdir("d", 0777)
mounts(new)
unmount("d")

# write fd.not-open
write(s9999, 1, 0)

# write file.offset
s0 = memfd_create(0)
write(s0, 1, 0)

# write send.datagram.empty
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
write(s0, 0, 0)

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
bind(s0, path:"p2")
connect(s0, path:"p2")
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
shutdown(s1, SHUT_RDWR)
write(s0, 1, 0)

# write send.datagram.peers
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
sendmmsg(s0, [0:0, 5:1, 2:2, 1:3, 22:4, 8:5, 0:6, 1:7, 12:8, 7:9, 1:10], 0)
write(s0, 1, 11)

# write send.datagram.reset
[s1, s2] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
send(s2, 1, 0, 0)
connect(s1, bytes:00000000)
write(s2, 1, 2)

# write send.datagram.room.full
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM|SOCK_NONBLOCK, 0)
setsockopt(s0, SO_SNDBUF, 4096)
send(s0, 8159, 0, 0)
write(s0, 1, 1)

# write send.datagram.room.full-or-refused
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM|SOCK_NONBLOCK, 0)
setsockopt(s0, SO_SNDBUF, 0)
send(s0, 1850, 0, 0)
shutdown(s1, SHUT_RDWR)
write(s0, 1, 2)

# write send.datagram.room.no-time
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
setsockopt(s0, SO_SNDBUF, 5000)
send(s0, 1850, 0, 0)
send(s0, 3700, 1, MSG_DONTWAIT)
send(s0, 3700, 2, MSG_DONTWAIT)
setsockopt(s0, SO_SNDTIMEO, -1000)
write(s0, 1, 4)

# write send.datagram.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
shutdown(s0, SHUT_WR)
write(s0, 1, 0)

# write send.datagram.third-party
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, abstract:"3k5sqa")
[s1, s2] = socketpair(AF_UNIX, SOCK_DGRAM, 0)
connect(s1, abstract:"3k5sqa")
write(s2, 1, 0)

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
sendmsg(s0, 1, 0, 0, [])
close(s1)
write(s0, 1, 1)

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
write(s0, 1, 0)

# write send.peer-deaf
[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"4prkq")
listen(s0, 0)
shutdown(s1, SHUT_RD)
connect(s1, abstract:"4prkq")
s2 = accept4(s0, 0)
write(s2, 1, 0)

# write send.shut
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
shutdown(s1, SHUT_RDWR)
write(s0, 1, 0)

# write send.stream.empty
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
write(s0, 0, 0)

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
write(s0, 1, 0)

# write write.eventfd.full
s2 = special(eventfd, SOCK_NONBLOCK)
write(s2, 8, 0)
write(s2, 8, 1)

# write write.eventfd.short
s4 = special(eventfd, 0)
write(s4, 1, 0)
`;
