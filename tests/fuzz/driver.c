/* driver.c - replays a corpus without a fuzzing engine: every file of the files and folders that are named. */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *current = ""; /* the file whose input is being run */

/* Says on which input it was; then the signal does what it does. */
static void on_crash(int number)
{
    ssize_t size = write(STDERR_FILENO, current, strlen(current));

    size = size < 0 ? size : write(STDERR_FILENO, ": here\n", 7);
    (void)size;
    (void)signal(number, SIG_DFL);
    (void)raise(number);
}

static int complain(const char *path)
{
    (void)fprintf(stderr, "%s: %s\n", path, errno != 0 ? strerror(errno) : "there is no file in it");
    return -1;
}

/* Returns how many inputs it was, or -1. */
static int run_file(const char *path, size_t size)
{
    uint8_t *data = malloc(size > 0 ? size : 1); /* to the byte, so that a sanitizer sees one read too many */
    FILE    *file = fopen(path, "rb");
    size_t   got = 0;

    if (data != NULL && file != NULL)
        got = fread(data, 1, size, file);
    if (file != NULL)
        (void)fclose(file);
    if (data == NULL || file == NULL || got != size) {
        free(data);
        return complain(path);
    }
    current = path;
    if (LLVMFuzzerTestOneInput(data, size) != 0)
        (void)fprintf(stderr, "%s: not taken\n", path);
    free(data);
    return 1;
}

static int run_folder(const char *path);

static int run_path(const char *path)
{
    struct stat about;

    errno = 0;
    if (stat(path, &about) != 0)
        return complain(path);
    if (S_ISDIR(about.st_mode))
        return run_folder(path);
    return S_ISREG(about.st_mode) ? run_file(path, (size_t)about.st_size) : 0;
}

static int run_folder(const char *path)
{
    DIR           *folder = opendir(path);
    struct dirent *entry;
    int            count = 0, more = 0;

    if (folder == NULL)
        return complain(path);
    while (more >= 0 && (entry = readdir(folder)) != NULL) {
        size_t size = strlen(path) + strlen(entry->d_name) + 2;
        char  *inside = entry->d_name[0] != '.' ? malloc(size) : NULL;

        if (inside == NULL) /* hidden; without memory the count tells */
            continue;
        (void)snprintf(inside, size, "%s/%s", path, entry->d_name);
        more = run_path(inside);
        count += more;
        free(inside);
    }
    (void)closedir(folder);
    errno = 0;
    return more < 0 ? -1 : count > 0 ? count : complain(path);
}

int main(int argc, char **argv)
{
    int total = 0;

    (void)signal(SIGABRT, on_crash); /* a sanitizer that exits names the input in no way: abort_on_error=1 helps */
    (void)signal(SIGSEGV, on_crash);
    for (int i = 1; i < argc; i++) {
        int count = run_path(argv[i]);

        if (count < 0)
            return EXIT_FAILURE;
        total += count;
    }
    if (total == 0) {
        (void)fprintf(stderr, "usage: %s FILE-OR-FOLDER...\n", argv[0]);
        return EXIT_FAILURE;
    }
    (void)printf("%d inputs\n", total);
    return EXIT_SUCCESS;
}
