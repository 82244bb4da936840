/*
 * A peek at one byte of a stream brings the descriptors of a later message, which the read of that byte does not.
 * Exit 0: peek and read tell the same. Exit 1: they do not.
 *
 *   cc -o peek unix-peek-brings-later-descriptors.c && ./peek
 */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct msghdr message(struct iovec *bytes, void *control, size_t room)
{
	struct msghdr m;

	memset(&m, 0, sizeof(m));
	m.msg_iov = bytes;
	m.msg_iovlen = 1;
	m.msg_control = control;
	m.msg_controllen = room;
	return m;
}

/* How many descriptors come with one byte. */
static int descriptors(int socket, int flags)
{
	char byte, control[64];
	struct iovec bytes = { &byte, 1 };
	struct msghdr m = message(&bytes, control, sizeof(control));
	struct cmsghdr *c;

	if (recvmsg(socket, &m, flags) != 1)
		perror("recvmsg");
	c = CMSG_FIRSTHDR(&m);
	return c && c->cmsg_type == SCM_RIGHTS ? (int)((c->cmsg_len - CMSG_LEN(0)) / sizeof(int)) : 0;
}

int main(void)
{
	int s[2], peeked, read_, fd = 0;
	char control[CMSG_SPACE(sizeof(int))] = { 0 };
	struct iovec bytes = { "c", 1 };
	struct msghdr m = message(&bytes, control, sizeof(control));
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, s) < 0)
		return perror("socketpair"), 2;
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(c), &fd, sizeof(fd));
	if (send(s[0], "ab", 2, 0) != 2 || sendmsg(s[0], &m, 0) != 1)
		return perror("send"), 2;

	peeked = descriptors(s[1], MSG_PEEK | MSG_DONTWAIT);
	read_ = descriptors(s[1], MSG_DONTWAIT);
	printf("one byte of \"ab\", before a \"c\" with a descriptor: the peek brings %d, the read %d\n", peeked, read_);
	return peeked != read_;
}
