/*
 * A bind(2) that is refused because the socket has a name already leaves a socket inode behind.
 *
 *   cc refused-bind.c -o refused && ./refused
 *
 * The socket is bound to an abstract name, then to a path: EINVAL, as bind(2) says. Nothing may be at that path.
 *
 * Exit: 0 nothing is there, 1 an inode is, 4 cannot tell. No privilege is needed.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

int main(void)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	struct stat found;
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	/* The kernel chooses an abstract name. */
	if (fd < 0 || bind(fd, (struct sockaddr *)&name, sizeof(name.sun_family)) < 0)
		return 4;
	snprintf(name.sun_path, sizeof(name.sun_path), "refused-%d", (int)getpid());
	if (bind(fd, (struct sockaddr *)&name, sizeof(name)) == 0 || errno != EINVAL)
		return 4;
	if (lstat(name.sun_path, &found) < 0) {
		puts("refused, and nothing is there");
		return 0;
	}
	puts("refused, and an inode is there all the same");
	unlink(name.sun_path);
	return 1;
}
