/*
 * A UDP port that one user has, without any option, is taken by another with SO_REUSEPORT.
 *
 *   cc -O0 udp-reuseport-takes-ports.c -o taken && ./taken        (as root, to be two users)
 *
 * Root binds 127.0.0.1:PORT. Another user is refused that address, as it must be. He then binds 127.0.0.2:PORT,
 * 0.0.0.0:PORT and 127.0.0.1:PORT, all with SO_REUSEPORT, and is given what root has; datagrams go to him.
 *
 * Exit: 0 every bind that meets root's socket is refused, 1 one is given, 4 cannot tell.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT 25353
#define NOBODY 65534

static struct sockaddr_in name(const char *host)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons(PORT) };

	inet_pton(AF_INET, host, &in.sin_addr);
	return in;
}

/* A bound socket, or -1. */
static int bound(const char *host, int shares)
{
	struct sockaddr_in in = name(host);
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);

	if (fd < 0)
		return -1;
	if (shares && setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &shares, sizeof shares))
		return -1;
	if (bind(fd, (struct sockaddr *)&in, sizeof in)) {
		close(fd);
		return -1;
	}
	return fd;
}

int main(void)
{
	struct sockaddr_in to = name("127.0.0.1");
	char byte;
	int owner = bound("127.0.0.1", 0);
	int sender = socket(AF_INET, SOCK_DGRAM, 0);
	int taken = 0, thief;

	if (owner < 0 || sender < 0 || seteuid(NOBODY)) {
		perror("cannot tell");
		return 4;
	}
	if (bound("127.0.0.1", 1) >= 0) {
		puts("127.0.0.1: given at once");
		return 1;
	}
	if (bound("127.0.0.2", 1) < 0) {
		perror("cannot tell: 127.0.0.2");
		return 4;
	}
	if (bound("0.0.0.0", 1) >= 0) {
		puts("0.0.0.0: given, though 127.0.0.1 is another user's");
		taken = 1;
	}
	thief = bound("127.0.0.1", 1);
	if (thief >= 0) {
		puts("127.0.0.1: given, though it is another user's");
		taken = 1;
		sendto(sender, "x", 1, 0, (struct sockaddr *)&to, sizeof to);
		if (recv(thief, &byte, 1, 0) == 1)
			puts("and what is sent to it goes to him");
	}
	return taken;
}
