/**
 * Found in the law by `npm run core`, not written by hand: for each rule a scenario that it decides, and one that
 * goes past it. Each is as short as it was found; they are apart by empty lines.
 */
export const CORE = String.raw`
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
s2 = accept4(s0, 0)

s0 = socket(AF_UNIX, SOCK_STREAM|SOCK_NONBLOCK, 0)
bind(s0, abstract:"l4l7qx")
listen(s0, 0)
s1 = accept4(s0, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
s2 = accept4(s0, 1)

s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"p2")
listen(s0, 0)
shutdown(s0, SHUT_RD)
s1 = accept4(s0, 0)

s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
s3 = accept4(s0, 0)

s0 = accept4(s9999, 0)

[s2, s3] = pipe2(0)
s4 = accept4(s3, 0)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p2")
bind(s0, abstract:"h3ydqa")

[s0, s1] = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"449xp")
close(s0)
bind(s1, abstract:"449xp")

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
[s4, s5] = socketpair(AF_UNIX, SOCK_STREAM, 0)
bind(s5, abstract:"fojtpa")
bind(s0, abstract:"fojtpa")

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, unnamed)
bind(s0, unnamed)

s0 = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, inet:0.0.0.0:1)
bind(s0, inet:127.0.0.1:1)

s0 = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, inet6:[::1]:1)

s0 = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, inet:192.0.2.1:1)

s0 = socket(AF_INET6, SOCK_STREAM, 0)
bind(s0, inet:127.0.0.1:1)

s0 = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, inet:127.0.0.2:1025)
s1 = socket(AF_INET6, SOCK_STREAM, 0)
bind(s1, inet6:[::]:1025)

s0 = socket(AF_INET6, SOCK_STREAM, 0)
bind(s0, inet6:[2001:db8::1]:1)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p2")
s1 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s1, abstract:"p2")

s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"p0/x")

mkdir("d", 0163)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"d/p0")

mkdir("d", 0700)
s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"d/")

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p2")
bind(s0, path:"p2")

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
symlink("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", "l")
bind(s0, path:"l/x")

symlink("l", "l")
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"l/x")

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
s1 = open("l", WRONLY|CREAT, 0755)
bind(s0, path:"l/x")

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"8tzcpa")
bind(s0, path:"p0")
[s1, s2] = socketpair(AF_UNIX, SOCK_STREAM, 0)
bind(s1, path:"p0")

mkdir("d", 0524)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"d/p0")

port_start(1)
s0 = socket(AF_INET, SOCK_STREAM, 0)
bind(s0, inet:127.0.0.2:1)

port_start(1023)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
s0 = socket(AF_INET6, SOCK_DGRAM, 0)
bind(s0, inet6:[::1]:1)

s0 = socket(AF_INET6, SOCK_DGRAM, 0)
setsockopt(s0, SO_REUSEADDR, 1)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
bind(s0, inet6:[::1]:1)

port_start(0)
s0 = socket(AF_INET6, SOCK_STREAM, 0)
bind(s0, inet6:[::1]:1)

become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})
s0 = socket(AF_INET6, SOCK_STREAM, 0)
bind(s0, inet6:[::]:1)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, bytes:0100006673386800000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, inet:127.0.0.1:1)

bind(s9999, inet:127.0.0.2:1)

s2 = memfd_create(0)
bind(s2, abstract:"6genq\xff")

mkdir("d", 0777)
chmod("d", 0600)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
chmod("d/p0", 0700)

symlink("l", "l")
chmod("l/x", 0506)

chmod("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", 0777)

chmod("l", 00)

s0 = open("l", WRONLY|CREAT, 0600)
chmod("l/x", 00)

mknod("p0", SOCK, 0777)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})
chmod("p0", 0764)

mknod("p0", SOCK, 0777)
chown("p0", 1001, 0)

mknod("p0", SOCK, 0777)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
chown("p0", 1001, 1000)

mkdir("d", 0777)
chmod("d", 00)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
chown("d/d", 1001, 1000)

mkdir("d", 0777)
symlink("loop", "d/loop")
chown("d/loop", -1, -1)

chown("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", 1000, -1)

chown("l", 1001, 1000)

s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"p0")
chown("p0/x", 1001, 0)

close(s9999)

s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
connect(s0, bytes:0100)

s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
connect(s0, bytes:010061616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161)

[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s1, abstract:"b6qmq")
listen(s1, 0)
connect(s0, path:"p1")
connect(s0, abstract:"b6qmq")

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p2")
listen(s0, 0)
[s1, s2] = socketpair(AF_UNIX, SOCK_STREAM, 0)
connect(s1, path:"p2")

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p2")
connect(s0, path:"p2")

[s0, s1] = socket(AF_UNIX, SOCK_STREAM|SOCK_NONBLOCK, 0)
bind(s0, abstract:"6fppp")
listen(s0, 0)
connect(s1, abstract:"6fppp")
connect(s1, abstract:"6fppp")

s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"f4xwq")
listen(s0, 0)
connect(s0, abstract:"f4xwq")

s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
connect(s0, abstract:"ggr6q")

[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, bytes:0100703100667600000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000)
listen(s0, 0)
connect(s1, bytes:01007031007878787878787878787878787878787878787878787878787878787878787878787878787878)

symlink("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", "l")
s3 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s3, path:"l/x")

symlink("l", "l")
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s0, path:"l")

mkdir("d", 0777)
s0 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s0, path:"d")

[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
connect(s1, path:"p0/x")

[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps all-NET_BIND_SERVICE-DAC_OVERRIDE-FOWNER-CHOWN-NET_ADMIN-KILL})
connect(s1, path:"p0")

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"p0")
s2 = socket(AF_UNIX, SOCK_STREAM, 0)
connect(s2, path:"p0")

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"4o38q")
close(s1)
connect(s0, abstract:"4o38q")

[s1, s2, s3] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s1, path:"heir")
unlink("heir")
bind(s2, path:"heir")
listen(s2, 0)
connect(s3, path:"heir")

connect(s9999, path:"p2")

s0 = open("p0", WRONLY|CREAT, 0701)
connect(s0, abstract:"jufnq")

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
s2 = dup(s1)

s0 = dup(s9999)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
become({uid 1001/1000/1000 gid 0/0/0 groups [] caps none})
fchmod(s0, 0644)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
fchmod(s0, 0237)

fchmod(s9999, 0600)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
fcntl(s1, GETFD, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
fcntl(s0, GETFL, 0)

mknod("p0", SOCK, 0777)
s0 = open("p0", PATH|NOFOLLOW, 00)
fcntl(s0, SETFL, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
fcntl(s1, SETFL, 0)

fcntl(s9999, SETFL, 0)

fstat(s2)

mknod("p0", SOCK, 0777)
s0 = open("p0", PATH, 00)
fstat(s0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
fstat(s1)

getpeername(s9999, 128)

[s2, s3] = pipe2(0)
getpeername(s2, 128)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s1, path:"p2")
getpeername(s0, 128)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
getpeername(s0, 128)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getpeername(s1, 0)

getsockname(s0, 128)

s0 = open("p0", RDONLY|CREAT, 0613)
getsockname(s0, 128)

s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"p0")
getsockname(s0, 128)

[s0, s3] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"8on0p")
listen(s0, 0)
setsockopt(s3, SO_PASSCRED, 1)
connect(s3, abstract:"8on0p")
getsockname(s3, 128)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
getsockname(s1, 1)

s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, bytes:0100703100616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161)
getsockname(s0, 128)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, bytes:0100616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161)
getsockname(s0, 128)

[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"9cmiq")
listen(s0, 0)
connect(s1, abstract:"9cmiq")
s2 = accept4(s0, 0)
getsockname(s2, 128)

s0 = socket(AF_INET6, SOCK_STREAM, 0)
bind(s0, inet6:[::]:0)
getsockname(s0, 128)

getsockopt(s0, SO_TYPE, 4)

s0 = open("p1", WRONLY|CREAT, 0600)
getsockopt(s0, SO_PEERCRED, 16)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s1, SO_ERROR, 4)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s0, SO_TYPE, 4)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s1, IP_FREEBIND, 4)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s1, SO_ACCEPTCONN, 4)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s1, SO_KEEPALIVE, 4)

[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"7y5kp")
listen(s0, 0)
connect(s1, abstract:"7y5kp")
s2 = accept4(s0, 0)
getsockopt(s2, SO_PEERCRED, 12)

[s0, s1] = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"csx4q")
listen(s0, 0)
connect(s1, abstract:"csx4q")
getsockopt(s1, SO_PEERCRED, 12)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
listen(s0, 0)
become({uid 1001/0/1001 gid 0/0/0 groups [] caps all})
getsockopt(s0, SO_PEERCRED, 2)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p2")
listen(s0, 0)
getsockopt(s0, SO_PEERCRED, 12)

s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
getsockopt(s0, SO_PEERCRED, 12)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
become({uid 0/0/0 gid 5/5/5 groups [] caps all})
getsockopt(s1, SO_PEERCRED, 12)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s1, SO_PEERGROUPS, 4)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
getsockopt(s0, SO_PEERGROUPS, 256)

become({uid 0/0/0 gid 0/0/0 groups [5, 1000] caps all})
[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s0, SO_PEERGROUPS, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s1, SO_PEERPIDFD, 4)

s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
getsockopt(s0, SO_PEERPIDFD, 4)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
s2 = memfd_create(0)
kcmp(s2, s0)

mkdir("d", 0777)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps all-NET_BIND_SERVICE-DAC_OVERRIDE-DAC_READ_SEARCH-CHOWN-SETUID-SETGID-NET_ADMIN})
link("d", "d/new")

mkdir("l", 0321)
link("l", "p0")

mkdir("d", 0777)
chmod("d", 0700)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
link("d/p0", "new")

mkdir("p0", 0366)
link("p0", "p0")

symlink("l", "l")
link("l/x", "p2")

link("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", "p1")

link("p2", "l/x")

mknod("d", SOCK, 0255)
link("d/p1", "l")

mknod("p1", SOCK, 0700)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})
link("p1", "p0")

s0 = open("l", RDWR|CREAT, 0735)
link("l", "p0")

listen(s9999, 0)

s0 = open("p0", WRONLY|CREAT, 0600)
listen(s0, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
bind(s1, abstract:"7of5q\x00")
listen(s1, 0)

s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
listen(s0, 0)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
listen(s0, 0)

lseek(s9999, 0)

s2 = memfd_create(0)
lseek(s2, 0)

s2 = memfd_create(0)
lseek(s2, -1)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
lseek(s0, 0)

mkdir("d", 0524)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
lstat("d/p0")

symlink("l", "l")
lstat("l/x")

lstat("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")

lstat("l")

mknod("p0", FIFO, 0735)
lstat("p0/x")

symlink("../x", "l")
lstat("l")

s0 = socket(AF_UNIX, SOCK_DGRAM, 0)
bind(s0, path:"l")
lstat("l")

mkdir("d", 0777)
become({uid 1001/1000/1001 gid 0/0/0 groups [] caps none})
mkdir("d/p0", 0777)

mkdir("d", 0777)
chmod("d", 0500)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})
mkdir("d/p0", 0777)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"d")
mkdir("d", 0311)

symlink("loop", "loop")
mkdir("loop/x", 0777)

mkdir("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", 0162)

mkdir("d/p0", 0360)

mknod("l", FIFO, 0706)
mkdir("l/x", 0700)

mkdir("d", 0777)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
mknod("d/new", FIFO, 0777)

mkdir("d", 0777)
chmod("d", 0600)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
mknod("d/d", REG, 0777)

symlink("l", "l")
mknod("l", REG, 0353)

symlink("l", "l")
mknod("l/x", SOCK, 037)

mknod("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", SOCK, 0620)

mknod("d/p0", FIFO, 00)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p0")
mknod("p0/x", SOCK, 0165)

mkdir("d", 0777)
chmod("d", 0600)
become({uid 0/0/0 gid 0/0/0 groups [] caps all-DAC_OVERRIDE-SETGID-KILL})
s0 = open("d/p0", WRONLY|CREAT|EXCL|NONBLOCK, 00)

mkdir("d", 0777)
s0 = open("d", WRONLY|CREAT|TRUNC, 0704)

mknod("p0", SOCK, 0777)
s0 = open("p0", RDONLY|NOFOLLOW|CLOEXEC, 0600)

mkdir("d", 0777)
symlink("d", "l")
s0 = open("l", WRONLY|EXCL|CLOEXEC, 0600)

mknod("p0", SOCK, 0777)
s0 = open("p0", RDWR|CREAT|EXCL|TRUNC, 0600)

symlink("../x", "l")
s0 = open("l", WRONLY|NOFOLLOW|CLOEXEC, 0600)

s0 = open("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", WRONLY|TRUNC|APPEND|CLOEXEC, 0600)

symlink("l", "l")
s0 = open("l", RDWR|EXCL|NONBLOCK, 0777)

mknod("p0", SOCK, 0777)
s0 = open("p0", WRONLY|DIRECTORY, 0600)

mknod("p0", SOCK, 0777)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
s0 = open("p0", RDWR, 00)

mknod("p0", SOCK, 0777)
s0 = open("p0/", RDONLY|PATH, 0600)

mkdir("d", 0777)
chmod("d", 0700)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps all-NET_BIND_SERVICE-DAC_OVERRIDE-DAC_READ_SEARCH-KILL})
s0 = open("d/new", WRONLY, 00)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p1")
s1 = open("p1", WRONLY, 0600)

[s0, s1] = pipe2(1)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
poll(s0, POLLRDHUP, 0)

s0 = open("l", WRONLY|CREAT|TRUNC, 0755)
poll(s0, POLLIN|POLLOUT|POLLRDHUP, 0)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
poll(s0, POLLIN, 0)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"p1")
listen(s0, 0)
poll(s0, POLLIN|POLLOUT|POLLRDHUP, 0)

poll(s9999, POLLRDHUP, 0)

mknod("p0", SOCK, 0777)
s0 = open("p0", PATH|NOFOLLOW, 00)
poll(s0, POLLIN, 0)

[s0, s1] = pipe2(0)
[s2, s3] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s3, 1, 0, 0, [rights[s2]])
sendmsg(s3, 1, 1, 0, [rights[s1]])
close(s1)
close(s2)
poll(s0, POLLIN|POLLHUP, 0)

[s0, s1] = pipe2(0)
[s2, s3] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s2, 1, 0, 0, [rights[s1]])
recvmsg(s3, 1, 0, 7)
close(s1)
poll(s0, POLLIN|POLLHUP, 0)

port_start(32769)

port_start(-1)

s0 = open("p0", PATH|NOFOLLOW, 00)
read(s0, 1)

s2 = memfd_create(0)
read(s2, 1)

[s4, s5] = pipe2(0)
write(s5, 1, 0)
read(s4, 1)

[s2, s3] = pipe2(0)
close(s3)
read(s2, 1)

[s2, s3] = pipe2(0)
read(s3, 1)

[s2, s3] = pipe2(O_NONBLOCK)
read(s2, 1)

recv(s9999, 1, 0)

s0 = open("p0", WRONLY|CREAT, 0777)
recv(s0, 1, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, 0)
close(s1)
recv(s0, 1, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
setsockopt(s1, SO_PASSCRED, 1)
send(s0, 1, 1, 0)
recv(s1, 2, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
recv(s0, 1, MSG_DONTWAIT)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
close(s0)
recv(s1, 1, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
shutdown(s1, SHUT_WR)
recv(s0, 1, 0)

[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"20cqqb")
listen(s0, 0)
shutdown(s1, SHUT_RD)
connect(s1, abstract:"20cqqb")
recv(s1, 1, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
recv(s1, 0, 0)

s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
recv(s0, 1, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s1, 1, 0, 0)
recv(s0, 1, MSG_PEEK)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s0, 1, 0, 0)
send(s1, 1, 1, 0)
close(s0)
recv(s1, 1, 0)

[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"hbrrp\x00")
listen(s0, 0)
connect(s1, abstract:"hbrrp\x00")
close(s0)
recv(s1, 1, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
[s4, s5] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [rights[s5]])
send(s0, 1, 1, 0)
recv(s1, 2, 0)

[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"1oo4p")
listen(s0, 0)
connect(s1, abstract:"1oo4p")
send(s1, 1, 0, 0)
s2 = accept4(s0, 0)
recv(s2, 1, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
recv(s1, 1, MSG_TRUNC)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
recv(s0, 1, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s0, 1, 0, 0)
recv(s1, 1, MSG_TRUNC)

recvfrom(s9999, 1, 0)

s0 = open("p0", WRONLY|CREAT, 0777)
recvfrom(s0, 1, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 1, 0, 0)
close(s1)
recvfrom(s0, 1, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s1, 1, 0, 0, [])
setsockopt(s0, SO_PASSCRED, 1)
sendmsg(s1, 1, 3, 0, [])
recvfrom(s0, 2, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM|SOCK_NONBLOCK, 0)
recvfrom(s0, 1, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
close(s1)
recvfrom(s0, 1, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
shutdown(s0, SHUT_RDWR)
recvfrom(s1, 1, 0)

[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"huy9q")
listen(s0, 0)
shutdown(s1, SHUT_RD)
connect(s1, abstract:"huy9q")
recvfrom(s1, 1, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
recvfrom(s1, 0, 0)

s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
recvfrom(s0, 1, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
recvfrom(s1, 1, MSG_PEEK)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s0, 1, 0, 0)
send(s1, 1, 1, 0)
close(s0)
recvfrom(s1, 1, 0)

[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"hbrrp\x00")
listen(s0, 0)
connect(s1, abstract:"hbrrp\x00")
close(s0)
recvfrom(s1, 1, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
[s4, s5] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [rights[s5]])
send(s0, 1, 1, 0)
recvfrom(s1, 2, 0)

[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"1oo4p")
listen(s0, 0)
connect(s1, abstract:"1oo4p")
send(s1, 1, 0, 0)
s2 = accept4(s0, 0)
recvfrom(s2, 1, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
recvfrom(s1, 1, MSG_TRUNC)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
recvfrom(s0, 1, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendto(s1, 1, 0, 0, abstract:"i3q2p")
recvfrom(s0, 1, MSG_TRUNC)

recvmsg(s9999, 1, 0, 20)

s0 = open("p1", WRONLY|CREAT|EXCL|TRUNC|APPEND, 0617)
recvmsg(s0, 1, 0, 15)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
close(s0)
recvmsg(s1, 1, 0, 28)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
setsockopt(s1, SO_PASSCRED, 1)
send(s0, 1, 1, 0)
recvmsg(s1, 2, 0, 64)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
recvmsg(s0, 1, MSG_DONTWAIT, 20)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
shutdown(s0, SHUT_WR)
recvmsg(s1, 1, 0, 21)

[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"kn37p\xff")
listen(s0, 0)
shutdown(s1, SHUT_RD)
connect(s1, abstract:"kn37p\xff")
recvmsg(s1, 1, 0, 39)

s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
recvmsg(s0, 1, 0, 1)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s1, 1, 0, 0)
recvmsg(s0, 1, MSG_PEEK, 56)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s1, 1, 0, 0)
send(s0, 1, 1, 0)
close(s1)
recvmsg(s0, 1, 0, 24)

[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"4fa8q")
listen(s0, 0)
connect(s1, abstract:"4fa8q")
close(s0)
recvmsg(s1, 1, 0, 44)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
s4 = socket(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [rights[s4]])
send(s0, 1, 1, 0)
recvmsg(s1, 2, 0, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)
recvmsg(s1, 1, MSG_TRUNC, 1100)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
recvmsg(s0, 1, 0, 1100)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
close(s1)
recvmsg(s0, 1, MSG_TRUNC, 22)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
[s4, s5] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [rights[s4]])
[s6, s7, s8, s9, s10, s11] = recvmsg(s1, 1, MSG_CMSG_CLOEXEC, 1028)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSCRED, 1)
sendmsg(s0, 2, 0, 0, [])
recvmsg(s1, 1, 0, 7)
recvmsg(s1, 1, 0, 60)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSCRED, 1)
sendmsg(s0, 1, 0, 0, [creds(pid(0), 1000, 5)])
recvmsg(s1, 1, 0, 36)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSCRED, 1)
close(s0)
recvmsg(s1, 1, 0, 64)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSCRED, 1)
sendmsg(s0, 1, 0, 0, [creds(pid(0), 1000, 0), creds(pid(0), 0, 0)])
recvmsg(s1, 1, 0, 64)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSCRED, 1)
sendmsg(s0, 1, 0, 0, [])
recvmsg(s1, 1, 0, 0)

[s0, s1] = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, abstract:"f1b4q")
listen(s0, 0)
connect(s1, abstract:"f1b4q")
[s3, s4] = pipe2(0)
sendmsg(s1, 1, 0, 0, [rights[s4]])
s2 = accept4(s0, 0)
[s5, s6] = recvmsg(s2, 1, 0, 1028)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
s4 = socket(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 1, 0, [rights[s4, s4]])
[s5, s6] = recvmsg(s1, 1, 0, 1028)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [rights[s0]])
[s2, s3] = recvmsg(s1, 0, 0, 1100)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
[s4, s5] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [rights[s4]])
close(s4)
[s6, s7] = recvmsg(s1, 1, 0, 56)

s1 = open("p1", RDONLY|CREAT, 0600)
rename("p1", "p1")

mkdir("d", 0777)
symlink("d", "l")
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps all-DAC_OVERRIDE-FOWNER-CHOWN-SETUID-SYS_ADMIN-KILL})
rename("l", "d/p0")

mkdir("d", 0777)
chmod("d", 00)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
rename("p0", "d/d")

symlink("loop", "loop")
rename("loop/x", "d/d")

rename("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", "l")

rename("d/p0", "d/p0")

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"d")
rename("l", "d/p0")

mkdir("d", 0777)
mknod("p0", SOCK, 0600)
rename("p0", "d")

mkdir("p0", 0700)
rmdir("p0")

mkdir("d", 0777)
mknod("d/p0", SOCK, 0777)
become({uid 1001/1000/1001 gid 0/0/0 groups [] caps all-DAC_OVERRIDE-DAC_READ_SEARCH})
rmdir("d/p0")

mkdir("d", 0777)
chmod("d", 0600)
become({uid 0/0/0 gid 0/0/0 groups [] caps all-DAC_OVERRIDE-DAC_READ_SEARCH-SETGID-KILL})
rmdir("d/p0")

symlink("l", "l")
rmdir("l/x")

rmdir("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")

rmdir("p0/x")

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"l")
rmdir("l/x")

mkdir("d", 0777)
symlink("loop", "d/loop")
rmdir("d")

s1 = open("p0", RDONLY|CREAT|EXCL, 0755)
rmdir("p0")

send(s9999, 1, 0, 0)

s0 = open("p1", RDWR|CREAT|TRUNC|NONBLOCK, 0602)
send(s0, 1, 0, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s0, 1, 0, 0)
close(s1)
send(s0, 1, 1, 0)

s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
send(s0, 1, 0, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
close(s1)
send(s0, 1, 0, 0)

[s0, s1] = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"ff9xpa")
listen(s0, 0)
shutdown(s1, SHUT_RDWR)
connect(s1, abstract:"ff9xpa")
s2 = accept4(s0, 0)
send(s2, 1, 0, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
shutdown(s1, SHUT_RDWR)
send(s0, 1, 0, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
send(s1, 0, 0, 0)

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
send(s0, 1, 0, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [raw(1, 6, "00000000")])

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
become({uid 0/0/0 gid 0/0/0 groups [] caps all-NET_BIND_SERVICE-FOWNER-SETGID-SYS_ADMIN-KILL})
sendmsg(s0, 1, 0, 0, [creds(-1, 1000, 1000)])

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s0, 1, 0, 0, [raw(1, 2, "0000000000000000", 16)])

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [creds(-1, 0, 5)])

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [creds(pid(0), 4294967295, 0)])

sendmsg(s9999, 1, 0, 0, [])

s0 = open("p0", WRONLY|CREAT|TRUNC|APPEND, 0656)
sendmsg(s0, 1, 0, 0, [])

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s0, 1, 0, 0, [rights[s9999]])

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
[s4, s5] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [rights[s5, s4, s5, s4, s4, s4, s5, s5, s5, s4, s5, s5, s4, s5, s5, s4, s5, s5, s5, s4, s4, s5, s4, s4, s4, s4, s4, s4, s5, s4, s5, s4, s4, s5, s4, s4, s4, s5, s4, s5, s4, s4, s5, s5, s5, s4, s5, s4, s5, s4, s5, s5, s4, s4, s4, s5, s5, s5, s4, s4, s4, s4, s5, s5, s5, s5, s5, s5, s4, s5, s4, s4, s5, s4, s5, s5, s4, s4, s4, s5, s4, s5, s5, s5, s5, s5, s5, s4, s5, s5, s5, s4, s5, s5, s5, s4, s5, s4, s5, s4, s5, s5, s4, s4, s5, s4, s5, s4, s5, s4, s4, s5, s5, s5, s5, s4, s5, s4, s4, s4, s5, s4, s4, s4, s4, s5, s5, s5, s5, s4, s4, s4, s5, s5, s5, s4, s4, s4, s4, s4, s5, s5, s4, s5, s5, s5, s4, s4, s4, s4, s4, s5, s4, s4, s4, s4, s4, s4, s4, s5, s4, s4, s5, s5, s4, s5, s4, s5, s4, s4, s5, s4, s5, s5, s5, s5, s5, s4, s5, s5, s4, s4, s4, s5, s5, s5, s4, s5, s5, s4, s5, s5, s5, s4, s5, s5, s4, s5, s5, s4, s5, s5, s4, s4, s5, s4, s4, s4, s5, s4, s4, s5, s5, s4, s5, s4, s4, s4, s5, s4, s5, s5, s4, s4, s5, s4, s5, s4, s5, s5, s4, s4, s4, s5, s5, s4, s5, s5, s5, s4, s4, s5, s5, s4, s5, s5, s4, s5, s4, s5, s5, s5], rights[s4, s5]])

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s0, 1, 0, 0)
close(s1)
sendmsg(s0, 1, 1, 0, [])

s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
sendmsg(s0, 1, 0, 0, [])

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
close(s1)
sendmsg(s0, 1, 0, 0, [])

[s0, s1] = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, abstract:"ff9xpa")
listen(s0, 0)
shutdown(s1, SHUT_RDWR)
connect(s1, abstract:"ff9xpa")
s2 = accept4(s0, 0)
sendmsg(s2, 1, 0, 0, [])

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s1, SO_PASSRIGHTS, 0)
sendmsg(s0, 1, 0, 0, [rights[s1]])

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [rights[]])

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 0, 0, 0, [rights[s1]])

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
shutdown(s1, SHUT_RDWR)
sendmsg(s0, 1, 0, 0, [])

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s0, 1, 0, 0, [])

sendto(s9999, 1, 0, 0, path:"p0")

s0 = open("p1", RDWR|CREAT|TRUNC|NONBLOCK, 0602)
sendto(s0, 1, 0, 0, abstract:"nobody")

s6 = socket(AF_UNIX, SOCK_STREAM, 0)
sendto(s6, 1, 0, 0, bytes:01006161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendto(s0, 1, 0, 0, path:"p1")

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
sendto(s0, 1, 0, 0, abstract:"ep0op")

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
send(s1, 1, 0, 0)
close(s0)
sendto(s1, 1, 1, 0, abstract:"26i6pb")

s0 = socket(AF_UNIX, SOCK_SEQPACKET, 0)
sendto(s0, 1, 0, 0, path:"p0")

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
close(s0)
sendto(s1, 1, 0, 0, abstract:"azo5q")

[s0, s1] = socket(AF_UNIX, SOCK_SEQPACKET, 0)
bind(s0, path:"p2")
listen(s0, 0)
shutdown(s1, SHUT_RD)
connect(s1, path:"p2")
s2 = accept4(s0, 0)
sendto(s2, 1, 0, 0, abstract:"61nqq")

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 0)
shutdown(s0, SHUT_RDWR)
sendto(s1, 1, 0, 0, path:"p2")

setsockopt(s9999, SO_PASSCRED, 1)

s2 = memfd_create(0)
setsockopt(s2, SO_PROTOCOL, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, IP_FREEBIND, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
setsockopt(s0, SO_PROTOCOL, 2)

shutdown(s9999, SHUT_WR)

[s2, s3] = pipe2(0)
shutdown(s2, SHUT_RDWR)

[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
shutdown(s1, 3)

s0 = socket(-1, SOCK_RDM, 6)

s0 = socket(AF_UNIX, SOCK_STREAM|256, 1)

s0 = socket(AF_UNIX, SOCK_SEQPACKET, 2)

s0 = socket(AF_UNIX, SOCK_RDM, 0)

s0 = socket(AF_UNIX, 11, 1)

[s0, s1] = socketpair(-1, SOCK_STREAM, 0)

[s0, s1] = socketpair(99, SOCK_STREAM|256, 0)

[s0, s1] = socketpair(AF_UNIX, SOCK_SEQPACKET, 2)

[s0, s1] = socketpair(AF_UNIX, SOCK_RDM, 0)

[s0, s1] = socketpair(AF_UNIX, 15, 0)

[s0, s1] = socketpair(AF_INET, SOCK_STREAM, 0)

mkdir("d", 0744)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})
stat("d/p0")

symlink("l", "l")
stat("l/x")

stat("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")

stat("l")

mknod("p0", SOCK, 0777)
stat("p0/")

mknod("p0", FIFO, 0555)
stat("p0")

mknod("p0", SOCK, 0777)
stat("p0")

mkdir("d", 0777)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps DAC_READ_SEARCH+FOWNER+CHOWN+SETUID+NET_ADMIN+KILL})
symlink("p0", "d/p0")

mkdir("d", 0100)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})
symlink("p1", "d/l")

symlink("d", "l")
symlink("d/", "l")

symlink("loop", "loop")
symlink("p0", "loop/x")

symlink("p0", "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")

symlink("d/p0", "d/l")

s0 = socket(AF_UNIX, SOCK_STREAM, 0)
bind(s0, path:"d")
symlink("l", "d/l")

mknod("p1", REG, 0700)
truncate("p1", 100)

symlink("p0", "far")
mknod("p0", REG, 00)
become({uid 0/0/0 gid 0/0/0 groups [] caps FOWNER+SETUID+SYS_ADMIN+NET_ADMIN})
truncate("far", 0)

mkdir("d", 0366)
truncate("d/", 100)

mkdir("d", 0777)
chmod("d", 00)
become({uid 0/0/0 gid 0/0/0 groups [] caps none})
truncate("d/nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", 3)

symlink("l/x", "l")
truncate("l/x", 100)

truncate("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", 100)

truncate("p1", 100)

mknod("p0", SOCK, 0777)
truncate("p0/", 2)

truncate("p1", -1)

mknod("p0", SOCK, 0777)
truncate("p0", 4)

umask(0772)

mkdir("d", 0777)
mkdir("d/d", 0777)
become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})
unlink("d/d")

mkdir("l", 0544)
unlink("l")

mkdir("d", 0366)
become({uid 1001/1001/1001 gid 0/0/0 groups [] caps none})
unlink("d/p0")

symlink("l", "l")
unlink("l/x")

unlink("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")

unlink("l")

mknod("l", SOCK, 020)
unlink("l/x")

s0 = open("p0", PATH, 00)
write(s0, 1, 0)

s2 = memfd_create(0)
write(s2, 1, 0)

[s0, s1] = pipe2(0)
close(s0)
write(s1, 1, 1)

[s2, s3] = pipe2(0)
write(s2, 1, 0)
`;
