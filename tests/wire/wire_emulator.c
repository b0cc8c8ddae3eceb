/* wire_emulator.c - starts bwp-emulator and ends it, so that no process and no file is left when a test crashes. */
#include "wire.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

enum { PATIENCE_MS = 20000 }; /* for an emulator that hangs; nothing else waits by the clock */

struct wire_cloud wire_cloud;

void wire_clean_environment(void)
{
    static const char *const names[] = {
        "HUAWEICLOUD_SDK_AK",
        "HUAWEICLOUD_SDK_SK",
        "HUAWEICLOUD_SDK_SECURITY_TOKEN",
        "HUAWEICLOUD_SDK_DOMAIN_ID",
        "HUAWEICLOUD_SDK_PROJECT_ID",
        "HUAWEICLOUD_SDK_IAM_ENDPOINT",
        "HUAWEICLOUD_SDK_STS_ENDPOINT",
        "ALIBABA_CLOUD_ACCESS_KEY_ID",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        "ALIBABA_CLOUD_SECURITY_TOKEN",
        "ALIBABA_CLOUD_ECS_METADATA",
        "ALIBABA_CLOUD_ECS_METADATA_DISABLED",
        "ALIBABA_CLOUD_IMDSV1_DISABLED",
        "BCE_ACCESS_KEY_ID",
        "BCE_SECRET_ACCESS_KEY",
        "BCE_SECURITY_TOKEN",
        "BCE_SESSION_TOKEN",
        "VOLCENGINE_ACCESS_KEY",
        "VOLCENGINE_SECRET_KEY",
        "VOLCENGINE_SESSION_TOKEN",
        "VOLCSTACK_ACCESS_KEY_ID",
        "VOLCSTACK_ACCESS_KEY",
        "VOLCSTACK_SECRET_ACCESS_KEY",
        "VOLCSTACK_SECRET_KEY",
        "VOLCSTACK_SESSION_TOKEN",
        "BYTEPLUS_ACCESS_KEY",
        "BYTEPLUS_SECRET_KEY",
        "BYTEPLUS_SESSION_TOKEN",
        "http_proxy",
        "https_proxy",
        "HTTPS_PROXY",
        "all_proxy",
        "ALL_PROXY",
        "no_proxy",
        "NO_PROXY",
        "HOME", /* below which the profiles of the clouds' own tools stand */
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "CURL_CA_BUNDLE",
    };

    for (size_t i = 0; i < COUNT(names); i++)
        (void)unsetenv(names[i]);
}

static int complain(const char *what, const char *detail)
{
    (void)fprintf(stderr, "wire: %s: %s\n", what, detail);
    return -1;
}

static void become_emulator(int output, const char *program, const char *port_file, const char *certificate,
                            const char *key)
{
    char *const plain[] = {(char *)(uintptr_t)program,   "--port", "0", "--port-file",
                           (char *)(uintptr_t)port_file, NULL};
    char *const secure[] = {plain[0],
                            plain[1],
                            plain[2],
                            plain[3],
                            plain[4],
                            "--tls-cert",
                            (char *)(uintptr_t)certificate,
                            "--tls-key",
                            (char *)(uintptr_t)key,
                            NULL};

#ifdef __linux__
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() == 1)
        _exit(126); /* the test died between fork() and prctl() */
#endif
    if (dup2(output, STDOUT_FILENO) >= 0)
        (void)execv(program, certificate != NULL ? secure : plain);
    _exit(127);
}

/* Waits until there is something to read or the other side has closed; false after PATIENCE_MS. */
static bool wait_for(int fd)
{
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    int64_t       deadline = wire_now_ms() + PATIENCE_MS;
    int           count;

    do {
        int64_t left = deadline - wire_now_ms();

        count = poll(&ready, 1, left > 0 ? (int)left : 0);
    } while (count < 0 && errno == EINTR);
    return count > 0;
}

/* The emulator writes its port file, then a line to its standard output. */
static int read_port(const char *port_file)
{
    FILE *file;
    char  line[256];
    int   port = 0;

    if (!wait_for(wire_cloud.output) || read(wire_cloud.output, line, sizeof line) <= 0)
        return 0;
    file = fopen(port_file, "r");
    if (file != NULL) {
        port = fscanf(file, "%d", &port) == 1 ? port : 0;
        (void)fclose(file);
    }
    return port;
}

bool wire_folder_make(char folder[WIRE_FOLDER_SIZE])
{
    const char *given = getenv("TMPDIR");
    int         size = snprintf(folder, WIRE_FOLDER_SIZE, "%s/bwp-wire-XXXXXX",
                        given != NULL && *given != '\0' ? given : "/tmp");

    if (size < 0 || size >= WIRE_FOLDER_SIZE || mkdtemp(folder) == NULL) {
        (void)complain("no folder", folder);
        folder[0] = '\0';
        return false;
    }
    return true;
}

void wire_folder_remove(const char *folder)
{
    DIR *open = opendir(folder);

    for (struct dirent *entry; open != NULL && (entry = readdir(open)) != NULL;) {
        char path[1024];

        (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        (void)unlink(path); /* "." and ".." are folders, for which unlink() fails */
    }
    if (open != NULL)
        (void)closedir(open);
    (void)rmdir(folder);
}

int wire_emulator_start(const char *certificate, const char *key, const char *ca_file)
{
    const char *build = getenv("BUILD");
    char        program[512], port_file[WIRE_PATH_SIZE], folder[WIRE_FOLDER_SIZE];
    int         ends[2], port;

    wire_cloud = (struct wire_cloud){.pid = -1, .output = -1};
    (void)snprintf(program, sizeof program, "%s/bwp-emulator", build != NULL && *build != '\0' ? build : "build");
    (void)snprintf(wire_cloud.ca_file, sizeof wire_cloud.ca_file, "%s", ca_file != NULL ? ca_file : "");
    if (!wire_folder_make(folder))
        return -1;
    if (pipe(ends) != 0) {
        wire_folder_remove(folder);
        return complain("a pipe", strerror(errno));
    }
    (void)snprintf(port_file, sizeof port_file, "%s/port", folder);
    if (fcntl(ends[0], F_SETFD, FD_CLOEXEC) != 0 || fcntl(ends[1], F_SETFD, FD_CLOEXEC) != 0 ||
        (wire_cloud.pid = fork()) < 0) {
        (void)close(ends[0]);
        (void)close(ends[1]);
        wire_folder_remove(folder);
        return complain("a child", strerror(errno));
    }
    if (wire_cloud.pid == 0)
        become_emulator(ends[1], program, port_file, certificate, key);
    (void)close(ends[1]);
    wire_cloud.output = ends[0];
    port = read_port(port_file);
    wire_folder_remove(folder); /* now, so that a test that crashes leaves no file behind */
    if (port == 0) {
        (void)complain(program, "it did not start; BUILD names its folder");
        (void)wire_emulator_stop();
        return -1;
    }
    (void)snprintf(wire_cloud.url, sizeof wire_cloud.url, "%s://127.0.0.1:%d", certificate != NULL ? "https" : "http",
                   port);
    return 0;
}

static bool end(pid_t pid, int output)
{
    int  status = -1;
    char rest[256];

    (void)kill(pid, SIGTERM);
    while (wait_for(output)) {
        ssize_t size = read(output, rest, sizeof rest);

        if (size == 0 || (size < 0 && errno != EINTR))
            break;
    }
    if (waitpid(pid, &status, WNOHANG) != pid) { /* its output is closed shortly before the process ends */
        struct pollfd gone = {.fd = -1};

        for (int i = 0; i < 1000 && waitpid(pid, &status, WNOHANG) == 0; i++)
            (void)poll(&gone, 0, 10);
        if (kill(pid, 0) == 0) {
            (void)kill(pid, SIGKILL);
            (void)waitpid(pid, &status, 0);
        }
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int wire_emulator_stop(void)
{
    bool well = true;

    if (wire_cloud.pid > 0) {
        well = end(wire_cloud.pid, wire_cloud.output);
        (void)close(wire_cloud.output);
        wire_cloud.pid = -1;
    }
    return well ? 0 : complain("bwp-emulator", "it did not end well");
}

int wire_group_start(void **state)
{
    (void)state;
    wire_clean_environment();
    return wire_emulator_start(NULL, NULL, NULL);
}

int wire_group_stop(void **state)
{
    (void)state;
    return wire_emulator_stop();
}

int wire_test_start(void **state)
{
    (void)state;
    cJSON_Delete(wire_control("DELETE", "/emulator/ledger", NULL));
    return 0;
}
